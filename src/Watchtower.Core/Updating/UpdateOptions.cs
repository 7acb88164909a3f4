namespace Watchtower.Updating;

/// <summary>How updates are done; what is watched is the selector's business.</summary>
public sealed record UpdateOptions
{
    /// <summary>Look at the local image cache only.</summary>
    public bool NoPull { get; init; }

    /// <summary>Remove the old image once nothing uses it any more.</summary>
    public bool Cleanup { get; init; }

    /// <summary>The process ends after one pass: no successor is started for it.</summary>
    public bool RunOnce { get; init; }

    /// <summary>What a container gets to stop in, unless its own options say otherwise.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a new container has to keep running before it counts as working.</summary>
    public TimeSpan ProofPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a new Watchtower may take to relieve the old one: a Raspberry Pi 1 starts slowly, and an engine may be
    /// silent for ten minutes before the new one gives up that call and asks again.
    /// </summary>
    public TimeSpan SuccessionTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Id of the container this process runs in; null outside a container, or on another engine than watched.</summary>
    public string? OwnId { get; init; }
}
