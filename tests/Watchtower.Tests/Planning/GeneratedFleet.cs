using CsCheck;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>Every way in which a container can say that it needs another.</summary>
internal enum Way
{
    Link,
    LinkOnANetwork,
    NetworkById,
    IpcByName,
    PidById,
    VolumesByName,
    VolumesById,
    Label,
    ComposeRestart,
    ComposeOrder,
}

internal sealed record Wire(int Dependent, int On, Way Way)
{
    public DependencyKind Kind => Way switch
    {
        Way.Link or Way.NetworkById or Way.PidById or Way.VolumesById => DependencyKind.Recreate,
        Way.ComposeOrder => DependencyKind.Order,
        _ => DependencyKind.Restart,
    };
}

internal enum Role
{
    Ordinary,
    Stale,
    Excluded,
    Watchtower,
    StaleWatchtower,
}

/// <summary>Containers with random dependencies, cycles included. Number i is called <c>ci</c>.</summary>
internal sealed record GeneratedFleet(IReadOnlyList<Role> Roles, IReadOnlyList<Wire> Wires)
{
    private static readonly Gen<Role> _role = Gen.Frequency(
        (5, Gen.Const(Role.Ordinary)), (3, Gen.Const(Role.Stale)), (1, Gen.Const(Role.Excluded)),
        (1, Gen.Const(Role.Watchtower)), (1, Gen.Const(Role.StaleWatchtower)));

    public static Gen<GeneratedFleet> Any { get; } = Fleets(cyclic: true);

    public static Gen<GeneratedFleet> WithoutCycles { get; } = Fleets(cyclic: false);

    public IReadOnlyList<Container> Containers => [.. Roles.Select((_, index) => Build(index))];

    public IReadOnlyDictionary<string, string> NewImages => Enumerable.Range(0, Roles.Count)
        .Where(index => Roles[index] is Role.Stale or Role.StaleWatchtower)
        .ToDictionary(index => A.IdOf(Name(index)), index => A.ImageIdOf("new " + Name(index)));

    public UpdatePlan Plan() => UpdatePlanner.Plan(Containers, NewImages);

    public static string Name(int index) => $"c{index}";

    public bool IsWatchtower(int index) => Roles[index] is Role.Watchtower or Role.StaleWatchtower;

    /// <summary>The wires a plan has to respect: those between two containers that are not Watchtower.</summary>
    public IEnumerable<Wire> Edges => Wires.Where(wire => !IsWatchtower(wire.Dependent) && !IsWatchtower(wire.On));

    public override string ToString() =>
        $"{string.Join(' ', Roles.Select((role, index) => $"{Name(index)}:{role}"))} | "
        + string.Join(' ', Wires.Select(wire => $"{Name(wire.Dependent)}-{wire.Way}->{Name(wire.On)}"));

    private static Gen<GeneratedFleet> Fleets(bool cyclic) =>
        from roles in _role.Array[1, 8]
        from wires in Gen.Select(Gen.Int[0, roles.Length - 1], Gen.Int[0, roles.Length - 1], Gen.Enum<Way>()).Array[0, 12]
        select new GeneratedFleet(roles, [.. wires
            .Where(wire => cyclic ? wire.Item1 != wire.Item2 : wire.Item1 > wire.Item2)
            .Select(wire => new Wire(wire.Item1, wire.Item2, wire.Item3))
            .DistinctBy(Slot)]);

    /// <summary>There is only one network namespace to share; and compose knows each service once.</summary>
    private static object Slot(Wire wire) => wire.Way switch
    {
        Way.NetworkById or Way.IpcByName or Way.PidById => (wire.Dependent, wire.Way, 0),
        Way.ComposeOrder or Way.ComposeRestart => (wire.Dependent, Way.ComposeOrder, wire.On),
        _ => (wire.Dependent, wire.Way, wire.On),
    };

    private Container Build(int index)
    {
        var container = A.Container(Name(index)).Composed("fleet", Name(index), [.. Compose(index)]);
        foreach (var wire in Wires.Where(wire => wire.Dependent == index))
            Connect(container, wire);
        if (Of(index, Way.Label) is { Count: > 0 } labelled)
            container.DependingOn([.. labelled]);
        if (Of(index, Way.LinkOnANetwork) is { Count: > 0 } linked)
            container.Attached("front", $$"""{ "Links": [{{string.Join(',', linked.Select(name => $"\"{name}:x\""))}}] }""");
        if (Roles[index] == Role.Excluded)
            container.Excluded();
        return (IsWatchtower(index) ? container.RunningWatchtower() : container).Build();
    }

    private static void Connect(ContainerBuilder container, Wire wire)
    {
        var (name, id) = (Name(wire.On), A.IdOf(Name(wire.On)));
        _ = wire.Way switch
        {
            Way.Link => container.LinkedTo(name),
            Way.NetworkById => container.Sharing("Network", id),
            Way.IpcByName => container.Sharing("Ipc", name),
            Way.PidById => container.Sharing("Pid", id),
            Way.VolumesByName => container.UsingVolumesOf(name + ":ro"),
            Way.VolumesById => container.UsingVolumesOf(id),
            _ => container,
        };
    }

    private IEnumerable<string> Compose(int index) => Wires
        .Where(wire => wire.Dependent == index && wire.Way is (Way.ComposeOrder or Way.ComposeRestart))
        .Select(wire => $"{Name(wire.On)}:service_started:{(wire.Way == Way.ComposeRestart ? "true" : "false")}");

    private List<string> Of(int index, Way way) =>
        [.. Wires.Where(wire => wire.Dependent == index && wire.Way == way).Select(wire => Name(wire.On))];
}
