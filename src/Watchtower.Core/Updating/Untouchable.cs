using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Updating;

/// <summary>
/// Containers that nobody can take care of in this pass: those that could not be read, and those still half replaced.
/// What they are bound to must stay as well, for the engine forgets a link as soon as its target is removed.
/// </summary>
/// <param name="listed">All containers.</param>
/// <param name="unsettled">Names of containers that are half replaced.</param>
/// <param name="known">Ids of the running containers that could be read.</param>
internal sealed class Untouchable(
    IReadOnlyList<ContainerSummary> listed, IReadOnlyList<string> unsettled, ISet<string> known)
{
    private readonly IReadOnlyList<ContainerSummary> _containers = [.. listed.Where(container =>
        unsettled.Contains(JournalName.NameForUser(container.Name)) || (container.IsRunning && !known.Contains(container.Id)))];

    /// <summary>Null if the group is free to be replaced.</summary>
    public string? ReasonAgainst(UpdateGroup group)
    {
        if (_containers.Count == 0)
            return null;
        var members = group.Members.Where(member => member.IsReplaced)
            .Select(member => listed.First(container => container.Id == member.Container.Id)).ToList();
        return _containers
            .Where(untouchable => members.Any(member => IsBound(untouchable, member)))
            .Select(untouchable => $"{JournalName.NameForUser(untouchable.Name)}, which is bound to it, can't be taken care of now")
            .FirstOrDefault();
    }

    private static bool IsBound(ContainerSummary dependent, ContainerSummary target) =>
        dependent.Id == target.Id
        || target.LinkedFrom.Contains(dependent.Name)
        || dependent.NetworkMode == $"container:{target.Id}"
        || dependent.Labels.DependsOn.Contains(target.Name);
}
