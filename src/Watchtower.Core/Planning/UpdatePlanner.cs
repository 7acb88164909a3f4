using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>Decides, from a snapshot, what is replaced, what follows it, and in which order. Touches nothing.</summary>
public static class UpdatePlanner
{
    /// <param name="running">All running containers, selected or not: dependents follow what they depend on.</param>
    /// <param name="newImages">For each stale container, by id, the image it should run on.</param>
    public static UpdatePlan Plan(IReadOnlyList<Container> running, IReadOnlyDictionary<string, string> newImages)
    {
        var byName = running.OrderBy(container => container.Name, StringComparer.Ordinal).ToList();
        var ordinary = byName.Where(container => !container.Labels.IsWatchtower).ToList();
        var graph = new DependencyGraph(ordinary);
        var actions = Spread(ordinary, graph, newImages);
        var touched = new HashSet<string>(actions.Keys);

        var groups = new List<UpdateGroup>();
        var cycles = new List<DependencyCycle>();
        foreach (var ids in graph.Groups(touched))
        {
            var members = graph.InStartOrder(ids);
            if (graph.FindCycle(ids) is { } path)
                cycles.Add(new DependencyCycle(path, members));
            else
                groups.Add(new UpdateGroup([.. members.Select(container => Member(container, actions[container.Id]))]));
        }

        var planned = new HashSet<string>(groups.SelectMany(group => group.Members).Select(member => member.Container.Id));
        return new UpdatePlan(groups, Watchtowers(), cycles, Neglected(ordinary, graph, planned));

        GroupMember Member(Container container, MemberAction action) =>
            new(container, action, newImages.TryGetValue(container.Id, out var image) ? image : container.ImageId);

        IReadOnlyList<GroupMember> Watchtowers() =>
            [.. byName.Where(container => container.Labels.IsWatchtower && newImages.ContainsKey(container.Id))
                .Select(container => Member(container, MemberAction.Update))];
    }

    /// <summary>From the stale containers to everything that must move with them, until nothing changes any more.</summary>
    private static Dictionary<string, MemberAction> Spread(
        List<Container> containers, DependencyGraph graph, IReadOnlyDictionary<string, string> newImages)
    {
        var excluded = new HashSet<string>(containers.Where(container => container.Labels.Enable == false).Select(container => container.Id));
        var actions = new Dictionary<string, MemberAction>();
        var pending = new Queue<string>();
        foreach (var stale in containers.Where(container => newImages.ContainsKey(container.Id)))
            Raise(stale.Id, MemberAction.Update);

        while (pending.Count > 0)
        {
            var id = pending.Dequeue();
            foreach (var dependency in graph.DependentsOf(id).Where(dependency => dependency.Kind != DependencyKind.Order))
            {
                if (!excluded.Contains(dependency.Dependent))
                    Raise(dependency.Dependent, Follow(actions[id], dependency.Kind));
            }
        }

        return actions;

        void Raise(string id, MemberAction action)
        {
            if (actions.TryGetValue(id, out var already) && already >= action)
                return;
            actions[id] = action;
            pending.Enqueue(id);
        }
    }

    /// <summary>A container that is restarted in place keeps its id, so whoever is bound to that id only restarts too.</summary>
    private static MemberAction Follow(MemberAction needed, DependencyKind kind) =>
        needed != MemberAction.Restart && kind == DependencyKind.Recreate ? MemberAction.Recreate : MemberAction.Restart;

    private static List<NeglectedDependent> Neglected(
        List<Container> containers, DependencyGraph graph, HashSet<string> planned) =>
        [.. from container in containers
            where !planned.Contains(container.Id)
            from dependency in graph.DependenciesOf(container.Id)
            where dependency.Kind != DependencyKind.Order && planned.Contains(dependency.On)
            select new NeglectedDependent(container, containers.First(other => other.Id == dependency.On))];
}
