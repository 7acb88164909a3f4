using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>What a container of an image does once it is started; without a word it just runs and stops when told to.</summary>
public sealed record Behaviour
{
    public static Behaviour Runs { get; } = new();

    public TimeSpan? ExitsAfter { get; init; }

    public int ExitCode { get; init; }

    /// <summary>The engine counts one restart after this time.</summary>
    public TimeSpan? RestartsAfter { get; init; }

    /// <summary>Only seen where the container has a health check; <c>starting</c> until then.</summary>
    public TimeSpan? HealthyAfter { get; init; } = TimeSpan.Zero;

    /// <summary>When its health check has run for the first time; null for an engine that runs none.</summary>
    public TimeSpan? CheckedAfter { get; init; } = TimeSpan.Zero;

    public TimeSpan? UnhealthyAfter { get; init; }

    /// <summary>The engine refuses to start it.</summary>
    public EngineFailure? StartFailure { get; init; }

    /// <summary>How long it takes to stop after a signal it listens to.</summary>
    public TimeSpan StopsAfter { get; init; } = TimeSpan.Zero;

    /// <summary>Signals that end it, besides SIGKILL; null means any.</summary>
    public IReadOnlyList<string>? ListensTo { get; init; }

    /// <summary>Runs inside the container; the container exits with its result, or with 137 if the process is killed.</summary>
    public Func<Process, Task<int>>? Program { get; init; }

    public static Behaviour Exits(int code, TimeSpan? after = null) =>
        new() { ExitsAfter = after ?? TimeSpan.FromMilliseconds(100), ExitCode = code };

    public static Behaviour Restarts(TimeSpan after) => new() { RestartsAfter = after };

    public static Behaviour BecomesUnhealthy(TimeSpan after) => new() { HealthyAfter = null, UnhealthyAfter = after };

    public static Behaviour NeverHealthy { get; } = new() { HealthyAfter = null };

    public static Behaviour NeverChecked { get; } = new() { HealthyAfter = null, CheckedAfter = null };

    public static Behaviour RefusedAtStart(EngineFailure failure) => new() { StartFailure = failure };
}

/// <summary>A program inside a container.</summary>
/// <param name="ContainerId">The container it runs in.</param>
/// <param name="Engine">Its own connection, which dies with it.</param>
/// <param name="Stop">Cancelled when it gets a signal to stop.</param>
public sealed record Process(string ContainerId, EngineClient Engine, CancellationToken Stop);
