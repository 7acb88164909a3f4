using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <param name="Container">Name of the container that failed.</param>
/// <param name="Reason">What it did, as the end of a sentence that starts with "it".</param>
internal sealed record ProofFailure(string Container, string Reason);

/// <param name="Failures">Empty when all containers work.</param>
/// <param name="IsPostponed">The process was asked to end before it could tell.</param>
internal sealed record ProofResult(IReadOnlyList<ProofFailure> Failures, bool IsPostponed);

/// <summary>
/// A new container has to earn the place of the old one: keep running for a while without a restart, and become healthy
/// if it has a health check that the engine runs.
/// </summary>
internal sealed class Proof(IDockerEngine engine, IUpdateEvents events, TimeProvider time, TimeSpan period)
{
    private const int TolerableSilences = 5;
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(250);

    /// <param name="started">Name and id of the containers just started.</param>
    /// <param name="shutdown">Ends the wait early; what is not proven by then is neither kept nor reverted.</param>
    public async Task<ProofResult> ProveAsync(IEnumerable<(string Name, string Id)> started, CancellationToken shutdown)
    {
        try
        {
            var failures = await Task.WhenAll(started.Select(container => ProveAsync(container.Name, container.Id, shutdown)).ToList());
            return new ProofResult([.. failures.OfType<ProofFailure>()], IsPostponed: false);
        }
        catch (OperationCanceledException)
        {
            return new ProofResult([], IsPostponed: true);
        }
    }

    private async Task<ProofFailure?> ProveAsync(string name, string id, CancellationToken shutdown)
    {
        var began = time.GetTimestamp();
        Patience? patience = null;
        var silences = 0;
        while (true)
        {
            Container container;
            try
            {
                container = new Container(await engine.InspectContainerAsync(id, CancellationToken.None));
                silences = 0;
            }
            catch (EngineException) when (++silences < TolerableSilences)
            {
                // One strange answer is no verdict on a container, nor on an image that would never be tried again.
                await time.Delay(_pollInterval, shutdown);
                continue;
            }
            catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound)
            {
                return new ProofFailure(name, "vanished");
            }

            var elapsed = time.GetElapsedTime(began);
            if (Misbehaviour(container) is { } reason)
                return new ProofFailure(name, reason);

            if (patience is null)
                events.Proving(name, (patience = PatienceWith(container)).UntilHealthy);
            if (elapsed >= period && container.Health is null or "healthy")
                return null;
            if (container.WasChecked && elapsed >= patience.UntilHealthy)
                return new ProofFailure(name, Late(patience.UntilHealthy));
            if (!container.WasChecked && elapsed >= patience.UntilChecked)
            {
                events.NeverChecked(name, patience.UntilChecked);
                return null;
            }

            await time.Delay(_pollInterval, shutdown);
        }
    }

    private static string? Misbehaviour(Container container) =>
        container.RestartCount > 0 || container.IsRestarting ? "did not keep running and was restarted"
        : !container.IsRunning ? FormattableString.Invariant($"exited with code {container.ExitCode}")
        : container.Health == "unhealthy" ? "is unhealthy by its own health check"
        : null;

    private static string Late(TimeSpan bound) =>
        FormattableString.Invariant($"was not healthy after {bound.TotalSeconds:0} s");

    private Patience PatienceWith(Container container)
    {
        if (container.Health is null)
            return new Patience(period, period);
        var check = container.Config.Child("Healthcheck");
        var retries = check.Number("Retries") is { } count and > 0 ? count : 3;
        var one = Duration("Interval", _default) + Duration("Timeout", _default);
        var longest = Duration("StartPeriod", TimeSpan.Zero) + TimeSpan.FromTicks(retries * one.Ticks);
        return new Patience(period + one + one, longest > period ? longest : period);

        TimeSpan Duration(string key, TimeSpan otherwise) =>
            check.Number(key) is { } nanoseconds and > 0 ? TimeSpan.FromTicks(nanoseconds / 100) : otherwise;
    }

    /// <summary>The engine's own, for Interval and Timeout alike.</summary>
    private static readonly TimeSpan _default = TimeSpan.FromSeconds(30);

    /// <param name="UntilChecked">Twice what the first check can take: an engine that has not begun by then does not check at all.</param>
    /// <param name="UntilHealthy">The longest a container with this health check can take to show that it is well.</param>
    private sealed record Patience(TimeSpan UntilChecked, TimeSpan UntilHealthy);
}
