using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>Finds every way in which one container can depend on another in the engine's description of it.</summary>
internal sealed class DependencyReader(IReadOnlyList<Container> containers)
{
    private const string ContainerMode = "container:";
    private static readonly string[] _namespaces = ["NetworkMode", "IpcMode", "PidMode"];

    private readonly ILookup<string, Container> _byName = containers
        .SelectMany(container => Names(container).Select(name => (name, container)))
        .ToLookup(pair => pair.name, pair => pair.container);

    public IEnumerable<Dependency> DependenciesOf(Container dependent) =>
        Links(dependent)
            .Concat(SharedNamespaces(dependent))
            .Concat(VolumesFrom(dependent))
            .Concat(Labelled(dependent))
            .Concat(Composed(dependent))
            .Where(dependency => dependency.On != dependent.Id)
            .GroupBy(dependency => dependency.On)
            .Select(same => new Dependency(dependent.Id, same.Key, same.Max(dependency => dependency.Kind)));

    private IEnumerable<Dependency> Links(Container dependent)
    {
        // On the default bridge the engine binds a link to the container's id; on a network of the user's it looks
        // the name up at each start.
        var bound = dependent.HostConfig.Texts("Links").Select(link => Edge(dependent, Target(link), DependencyKind.Recreate));
        var named = dependent.Networks
            .Select(network => network.Value as JsonObject ?? [])
            .SelectMany(endpoint => endpoint.Texts("Links"))
            .Select(link => Edge(dependent, Target(link), DependencyKind.Restart));
        return bound.Concat(named).OfType<Dependency>();
    }

    private IEnumerable<Dependency> SharedNamespaces(Container dependent) =>
        _namespaces
            .Select(mode => dependent.HostConfig.Text(mode) ?? "")
            .Where(mode => mode.StartsWith(ContainerMode, StringComparison.Ordinal))
            .Select(mode => Reference(dependent, mode.Substring(ContainerMode.Length)))
            .OfType<Dependency>();

    private IEnumerable<Dependency> VolumesFrom(Container dependent) =>
        dependent.HostConfig.Texts("VolumesFrom")
            .Select(source => Reference(dependent, source.Split(':')[0]))
            .OfType<Dependency>();

    private IEnumerable<Dependency> Labelled(Container dependent) =>
        dependent.Labels.DependsOn
            .Select(name => Edge(dependent, name, DependencyKind.Restart))
            .OfType<Dependency>();

    /// <summary>
    /// Compose restarts a dependent only where the file says <c>restart: true</c>; otherwise the order is all it asks for.
    /// </summary>
    private IEnumerable<Dependency> Composed(Container dependent) =>
        from needed in dependent.Labels.ComposeDependencies
        from container in containers
        where dependent.Labels.ComposeProject is not null
            && container.Labels.ComposeProject == dependent.Labels.ComposeProject
            && container.Labels.ComposeService == needed.Service
        select new Dependency(dependent.Id, container.Id, needed.Restart ? DependencyKind.Restart : DependencyKind.Order);

    /// <summary>A reference by name survives a replacement, one by id does not.</summary>
    private Dependency? Reference(Container dependent, string nameOrId) =>
        Edge(dependent, nameOrId.TrimStart('/'), DependencyKind.Restart)
        ?? (containers.FirstOrDefault(container => IsIdOf(nameOrId, container)) is { } found
            ? new Dependency(dependent.Id, found.Id, DependencyKind.Recreate)
            : null);

    private Dependency? Edge(Container dependent, string name, DependencyKind kind) =>
        _byName[name].FirstOrDefault() is { } found ? new Dependency(dependent.Id, found.Id, kind) : null;

    internal static bool IsIdOf(string text, Container container) =>
        text.Length >= container.ShortId.Length && container.Id.StartsWith(text, StringComparison.Ordinal);

    /// <summary><c>/db:/web/alias</c> and <c>db:alias</c> both mean <c>db</c>.</summary>
    private static string Target(string link) => link.Split(':')[0].TrimStart('/');

    private static IEnumerable<string> Names(Container container) =>
        new[] { container.Name, JournalName.NameForUser(container.Name) }.Distinct();
}
