namespace Watchtower.Updating;

/// <summary>How it went for one container.</summary>
public enum ContainerOutcome
{
    UpToDate,

    /// <summary>Its image could not be checked; it was left as it is.</summary>
    Unknown,

    /// <summary>A newer image exists but was tried before and failed, or may not be used now.</summary>
    HeldBack,

    Updated,

    /// <summary>Rolled back, or its group could not be ordered.</summary>
    Failed,
}

/// <summary>What one pass did, container by container.</summary>
public sealed class UpdateReport
{
    private readonly Dictionary<string, ContainerOutcome> _outcomes = [];
    private readonly HashSet<string> _followed = [];

    /// <summary>Containers whose image was looked at, by name.</summary>
    public IReadOnlyDictionary<string, ContainerOutcome> Outcomes => _outcomes;

    /// <summary>Containers that were restarted or created again because something they depend on was updated.</summary>
    public IReadOnlyCollection<string> Followed => _followed;

    public bool HasFailures => Count(ContainerOutcome.Failed) > 0;

    public int Count(ContainerOutcome outcome) => _outcomes.Values.Count(value => value == outcome);

    /// <summary>Later news about the same container replaces earlier news.</summary>
    internal void Record(string container, ContainerOutcome outcome) => _outcomes[container] = outcome;

    internal void RecordFollowed(string container) => _followed.Add(container);
}
