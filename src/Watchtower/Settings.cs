using Watchtower.Docker;

namespace Watchtower;

/// <summary>What the program was asked to do, checked.</summary>
public sealed record Settings
{
    public required DockerEndpoint Endpoint { get; init; }

    public required TimeSpan Interval { get; init; }

    public required TimeSpan StopTimeout { get; init; }

    /// <summary>The oldest API version accepted; null for any.</summary>
    public required Version? MinimumApiVersion { get; init; }

    public required bool NoPull { get; init; }

    public required bool Cleanup { get; init; }

    public required bool Debug { get; init; }

    public required bool RunOnce { get; init; }

    public required bool LabelEnable { get; init; }

    /// <summary>Look whether an update would work, and do none.</summary>
    public required bool Preflight { get; init; }

    public required IReadOnlyList<string> Names { get; init; }
}
