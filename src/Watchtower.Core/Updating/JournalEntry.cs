using Watchtower.Containers;

namespace Watchtower.Updating;

/// <summary>One container of a group that is being replaced, as the names on the engine tell it.</summary>
/// <param name="Name">The name the user gave.</param>
/// <param name="ShortId">Short id of the container that had it before.</param>
/// <param name="Owner">Who is at work: see <see cref="JournalName"/>.</param>
internal sealed record JournalEntry(string Name, string ShortId, string Owner)
{
    /// <summary>Where Watchtower is replaced by its successor, the old one is its own owner.</summary>
    public bool IsSuccession => Owner == ShortId;

    public string NameAs(JournalRole role) => new JournalName(Name, role, ShortId, Owner).ToString();
}

/// <summary>What the engine holds of an entry at this moment.</summary>
/// <param name="Entry">The entry looked at.</param>
/// <param name="Old">The container that is replaced, under whatever name.</param>
/// <param name="Spare">A copy of it to go back to, where it was started with <c>--rm</c>.</param>
/// <param name="Replacement">The new container, under its temporary or its real name.</param>
/// <param name="Mark">Says that the container is restarted in place.</param>
/// <param name="IsSwapped">The replacement has its real name.</param>
/// <param name="IsProven">The group was found to work; what is left is tidying up.</param>
internal sealed record JournalState(
    JournalEntry Entry,
    ContainerSummary? Old,
    ContainerSummary? Spare,
    ContainerSummary? Replacement,
    ContainerSummary? Mark,
    bool IsSwapped,
    bool IsProven)
{
    /// <summary>What is parked under a name of ours, to be removed when all is well.</summary>
    public ContainerSummary? Parked => Old is not null && Old.Name != Entry.Name ? Old : Spare;

    /// <summary>Nothing has been stopped or renamed so far.</summary>
    public bool IsUntouched => Old is { IsRunning: true } && Old.Name == Entry.Name;

    /// <summary>What runs under that name if the replacement is given up: without anything to go back to, the new one.</summary>
    public ContainerSummary? Survivor => Old ?? Spare ?? Replacement;

    public static JournalState Observe(JournalEntry entry, IReadOnlyList<ContainerSummary> listed)
    {
        var old = listed.FirstOrDefault(IsOld);
        var parked = Named(entry.NameAs(JournalRole.Old)) ?? Named(entry.NameAs(JournalRole.Proven));
        var replacement = Named(entry.NameAs(JournalRole.New));
        var current = Named(entry.Name) is { } named && !IsOld(named) ? named : null;
        var mark = Named(entry.NameAs(JournalRole.Restart));
        return new JournalState(
            entry,
            old,
            Spare: parked is not null && !IsOld(parked) ? parked : null,
            Replacement: replacement ?? (mark is null ? current : null),
            mark,
            IsSwapped: mark is not null || (replacement is null && current is not null),
            IsProven: Named(entry.NameAs(JournalRole.Proven)) is not null);

        bool IsOld(ContainerSummary container) => ContainerId.Abbreviate(container.Id) == entry.ShortId;
        ContainerSummary? Named(string name) => listed.FirstOrDefault(container => container.Name == name);
    }
}
