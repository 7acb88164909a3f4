using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>
/// Who needs whom among the given containers. References to containers that are not among them are left out:
/// they are not ours to wait for. Containers are listed by name wherever their order is free.
/// </summary>
public sealed class DependencyGraph
{
    private readonly IReadOnlyList<Container> _containers;
    private readonly ILookup<string, Dependency> _dependencies;
    private readonly ILookup<string, Dependency> _dependents;
    private readonly Dictionary<string, Container> _byId;

    public DependencyGraph(IEnumerable<Container> containers)
    {
        _containers = [.. containers.OrderBy(container => container.Name, StringComparer.Ordinal)];
        _byId = _containers.ToDictionary(container => container.Id);
        var reader = new DependencyReader(_containers);
        var all = _containers.SelectMany(reader.DependenciesOf).ToList();
        _dependencies = all.ToLookup(dependency => dependency.Dependent);
        _dependents = all.ToLookup(dependency => dependency.On);
    }

    public IEnumerable<Dependency> DependenciesOf(string id) => _dependencies[id];

    public IEnumerable<Dependency> DependentsOf(string id) => _dependents[id];

    /// <summary>The given containers, each after everything it depends on. Within a cycle the order is by name.</summary>
    public IReadOnlyList<Container> InStartOrder(ISet<string> ids)
    {
        var ordered = new List<Container>();
        var seen = new HashSet<string>();
        foreach (var container in _containers.Where(container => ids.Contains(container.Id)))
            Visit(container);
        return ordered;

        void Visit(Container container)
        {
            if (!seen.Add(container.Id))
                return;
            foreach (var needed in Needed(container.Id, ids))
                Visit(needed);
            ordered.Add(container);
        }
    }

    /// <summary>The given containers, split into sets that have nothing to do with each other.</summary>
    public IReadOnlyList<ISet<string>> Groups(ISet<string> ids)
    {
        var groups = new List<ISet<string>>();
        var seen = new HashSet<string>();
        foreach (var container in _containers.Where(container => ids.Contains(container.Id) && !seen.Contains(container.Id)))
        {
            var group = new HashSet<string>();
            Collect(container.Id, group);
            seen.UnionWith(group);
            groups.Add(group);
        }

        return groups;

        void Collect(string id, HashSet<string> group)
        {
            if (!group.Add(id))
                return;
            foreach (var neighbour in Neighbours(id).Where(ids.Contains))
                Collect(neighbour, group);
        }
    }

    /// <summary>A way from a container back to itself, its first name repeated at the end; null if there is none.</summary>
    public IReadOnlyList<string>? FindCycle(ISet<string> ids)
    {
        var done = new HashSet<string>();
        var path = new List<Container>();
        return _containers.Where(container => ids.Contains(container.Id)).Select(Search).FirstOrDefault(found => found is not null);

        IReadOnlyList<string>? Search(Container container)
        {
            var start = path.IndexOf(container);
            if (start >= 0)
                return [.. path.Skip(start).Append(container).Select(member => member.Name)];
            if (!done.Add(container.Id))
                return null;

            path.Add(container);
            var cycle = Needed(container.Id, ids).Select(Search).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            return cycle;
        }
    }

    private IEnumerable<Container> Needed(string id, ISet<string> ids) => _dependencies[id]
        .Where(dependency => ids.Contains(dependency.On))
        .Select(dependency => _byId[dependency.On])
        .OrderBy(container => container.Name, StringComparer.Ordinal);

    private IEnumerable<string> Neighbours(string id) =>
        _dependencies[id].Select(dependency => dependency.On)
            .Concat(_dependents[id].Select(dependency => dependency.Dependent));
}
