using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>What happens to one container of a group.</summary>
public enum MemberAction
{
    /// <summary>Stopped and started again, the same container: something it relies on by name was replaced.</summary>
    Restart,

    /// <summary>A new container on the same image: something it is bound to by id was replaced.</summary>
    Recreate,

    /// <summary>A new container on the new image.</summary>
    Update,
}

/// <param name="Container">As it was when the plan was made.</param>
/// <param name="Action">What happens to it.</param>
/// <param name="ImageId">The image it runs on afterwards.</param>
public sealed record GroupMember(Container Container, MemberAction Action, string ImageId)
{
    public bool IsReplaced => Action != MemberAction.Restart;
}

/// <summary>Containers that succeed or are rolled back together.</summary>
/// <param name="Members">In start order: each after everything it depends on.</param>
public sealed record UpdateGroup(IReadOnlyList<GroupMember> Members)
{
    public IEnumerable<GroupMember> InStopOrder => Members.Reverse();

    public override string ToString() => string.Join(", ", Members.Select(member => member.Container.Name));
}

/// <param name="Path">Names along the cycle, the first one repeated at the end.</param>
/// <param name="Containers">All containers of the group that is skipped for it.</param>
public sealed record DependencyCycle(IReadOnlyList<string> Path, IReadOnlyList<Container> Containers);

/// <param name="Dependent">Excluded by its label, so it stays as it is.</param>
/// <param name="On">Replaced, though the dependent relies on it.</param>
public sealed record NeglectedDependent(Container Dependent, Container On);

/// <summary>Everything one pass will do, decided before anything is touched.</summary>
/// <param name="Groups">To be replaced one after another.</param>
/// <param name="Watchtowers">Stale containers that run Watchtower, this one included: last and each alone.</param>
/// <param name="Cycles">Groups that have no order and are left alone.</param>
/// <param name="Neglected">Containers that may need a hand afterwards.</param>
public sealed record UpdatePlan(
    IReadOnlyList<UpdateGroup> Groups,
    IReadOnlyList<GroupMember> Watchtowers,
    IReadOnlyList<DependencyCycle> Cycles,
    IReadOnlyList<NeglectedDependent> Neglected);
