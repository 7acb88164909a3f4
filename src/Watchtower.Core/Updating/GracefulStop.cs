using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Stops a container the way it asked for: with its signal, and with the time it needs.</summary>
internal sealed class GracefulStop(IDockerEngine engine, IUpdateEvents events, TimeProvider time, TimeSpan defaultTimeout)
{
    public async Task StopAsync(Container container)
    {
        var timeout = container.StopTimeout ?? defaultTimeout;
        var signal = container.Labels.StopSignal;
        events.Stopping(container.Name, signal ?? container.Config.Text("StopSignal"));
        if (signal is not null && signal != container.Config.Text("StopSignal"))
            timeout = await SignalAsync(container, signal, timeout);

        // Also after a signal that worked: a restart policy may have started it again at once.
        await Missing.IsFineAsync(engine.StopContainerAsync(container.Id, timeout, CancellationToken.None));
    }

    /// <returns>The time that is left for the ordinary stop that follows.</returns>
    private async Task<TimeSpan> SignalAsync(Container container, string signal, TimeSpan timeout)
    {
        try
        {
            await Missing.IsFineAsync(engine.SignalContainerAsync(container.Id, signal, CancellationToken.None));
        }
        catch (EngineException refusal) when (refusal.Failure == EngineFailure.Invalid)
        {
            events.StopSignalRefused(container.Name, signal);
            return timeout;
        }

        catch (EngineException refusal) when (refusal.Failure == EngineFailure.Conflict)
        {
            return timeout; // it ended by itself in that very moment
        }

        using var patience = timeout < TimeSpan.Zero
            ? new CancellationTokenSource()
            : time.CreateCancellationTokenSource(timeout);
        try
        {
            await Missing.IsFineAsync(engine.WaitContainerAsync(container.Id, patience.Token));
            return timeout;
        }
        catch (OperationCanceledException)
        {
            return TimeSpan.Zero; // it had its time
        }
    }
}
