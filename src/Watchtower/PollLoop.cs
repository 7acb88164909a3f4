using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower;

/// <summary>Pass after pass until the process is asked to end. Passes never overlap: the next one is set when one is over.</summary>
internal sealed class PollLoop(
    Func<CancellationToken, Task<UpdateReport>> pass, Func<CancellationToken, Task> reconnect, IDaemonEvents events, TimeProvider time, TimeSpan interval)
{
    private static readonly TimeSpan _firstRetry = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken shutdown)
    {
        var outages = 0;
        while (!shutdown.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                if (outages > 0)
                    await reconnect(shutdown);
                await pass(shutdown);
                if (outages > 0)
                    events.EngineBack();
                outages = 0;
            }
            catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
            {
                return;
            }
            catch (EngineException failure)
            {
                if (outages++ == 0)
                    events.EngineAway(failure.Message);
            }
#pragma warning disable CA1031 // a daemon outlives every single pass
            catch (Exception failure)
#pragma warning restore CA1031
            {
                events.PassFailed(failure);
            }

            await SleepAsync(outages == 0 ? interval - time.GetElapsedTime(began) : Backoff(outages), shutdown);
        }
    }

    /// <summary>1, 2, 4, … seconds, and never longer than the interval.</summary>
    private TimeSpan Backoff(int outages)
    {
        var wait = TimeSpan.FromTicks(_firstRetry.Ticks << Math.Min(outages - 1, 16));
        return wait < interval ? wait : interval;
    }

    private async Task SleepAsync(TimeSpan wait, CancellationToken shutdown)
    {
        Memory.GiveBack();
        try
        {
            if (wait > TimeSpan.Zero)
                await time.Sleep(wait, shutdown);
        }
        catch (OperationCanceledException)
        {
            // Asked to end: the loop sees it.
        }
    }
}
