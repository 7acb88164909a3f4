using Watchtower.Containers;

namespace Watchtower.Updating;

/// <summary>What the engine holds of a journal entry at one moment.</summary>
/// <param name="Entry">The entry looked at.</param>
/// <param name="Old">The container that is replaced or restarted, under whatever name.</param>
/// <param name="Spare">A copy of it to go back to.</param>
/// <param name="Replacement">The new container, under its temporary or its real name.</param>
/// <param name="Mark">Says that the container is restarted in place.</param>
/// <param name="Intruder">A container of somebody else that has taken the name meanwhile.</param>
/// <param name="IsSwapped">The new container has its real name, or there is none because the old one is restarted.</param>
internal sealed record JournalState(
    JournalEntry Entry,
    ContainerSummary? Old,
    ContainerSummary? Spare,
    ContainerSummary? Replacement,
    ContainerSummary? Mark,
    ContainerSummary? Intruder,
    bool IsSwapped)
{
    /// <summary>Nothing has been stopped or renamed so far.</summary>
    public bool IsUntouched => Old is { IsRunning: true } && Old.Name == Entry.Name;

    /// <summary>The old container has given up its name.</summary>
    public bool IsParked => Old is not null && Old.Name != Entry.Name;

    /// <summary>The group was found to work; what is left is tidying up.</summary>
    public bool IsProven => Old?.Name == Entry.NameAs(JournalRole.Proven) || Spare?.Name == Entry.NameAs(JournalRole.Proven);

    /// <summary>What is removed when all is well.</summary>
    public IEnumerable<ContainerSummary> Leftovers =>
        new[] { Mark, Spare, IsParked ? Old : null }.OfType<ContainerSummary>();

    public IEnumerable<ContainerSummary> All => new[] { Replacement, Old, Spare, Mark }.OfType<ContainerSummary>();

    /// <summary>What runs under that name if the replacement is given up: without anything to go back to, the new one.</summary>
    public ContainerSummary? Survivor(bool useSpares) =>
        (useSpares || Spare?.Name == Entry.Name ? Spare ?? Old : Old ?? Spare) ?? Replacement;

    public static JournalState Observe(JournalEntry entry, IReadOnlyList<ContainerSummary> listed)
    {
        var old = listed.FirstOrDefault(IsOld);
        var proven = Named(JournalRole.Proven);
        var replacement = Named(JournalRole.New);
        var mark = Named(JournalRole.Restart);
        var current = listed.FirstOrDefault(container => container.Name == entry.Name && !IsOld(container));
        var isReinstated = replacement is not null && (old is null || old.Name == entry.NameAs(JournalRole.Gone));
        var spare = Named(JournalRole.Spare)
            ?? (proven is not null && !IsOld(proven) ? proven : null)
            ?? (isReinstated ? current : null);
        return new JournalState(
            entry,
            old,
            spare,
            Replacement: replacement ?? (mark is null ? current : null),
            mark,
            Intruder: replacement is not null && current?.Id != spare?.Id ? current : null,
            IsSwapped: mark is not null || (replacement is null && current is not null));

        bool IsOld(ContainerSummary container) => ContainerId.Abbreviate(container.Id) == entry.ShortId;
        ContainerSummary? Named(JournalRole role) => listed.FirstOrDefault(container => container.Name == entry.NameAs(role));
    }
}
