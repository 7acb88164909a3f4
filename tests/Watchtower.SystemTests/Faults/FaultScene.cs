namespace Watchtower.SystemTests.Faults;

/// <param name="Word">Its name, but for the play's id.</param>
/// <param name="IsUpdated">Its image has moved on; otherwise it is only created again with another one.</param>
/// <param name="Options">As <c>docker run</c> takes them; <c>ID</c> stands for the play's id.</param>
public sealed record SceneContainer(string Word, bool IsUpdated, params IReadOnlyList<string> Options);

/// <summary>What is updated while something goes wrong.</summary>
/// <param name="Title">As the table has it.</param>
/// <param name="Containers">In the order in which they are started.</param>
public sealed record FaultScene(string Title, params IReadOnlyList<SceneContainer> Containers)
{
    private static readonly string[] _usual = ["--env", "MINE=1", "--label", "mine=1", "--volume", "data-ID:/named", "--memory", "64m"];

    public static FaultScene OneContainer { get; } = new("one container", new SceneContainer("web", true, [.. _usual, "--hostname", "shop"]));

    public static FaultScene LinkedPair { get; } = new("a linked pair",
        new SceneContainer("db", true, _usual),
        new SceneContainer("web", false, "--link", "db-ID:database", "--env", "MINE=1"));

    public static FaultScene TwoNetworks { get; } = new("two networks",
        new SceneContainer("web", true, [.. _usual, "--network", "first-ID", "--network-alias", "shop"]))
    {
        Networks = ["first-ID", "second-ID"],
        Further = ["network", "connect", "--alias", "store", "second-ID", "web-ID"],
    };

    public static FaultScene RemovedOnExit { get; } = new("a --rm container", new SceneContainer("web", true, [.. _usual, "--rm"]));

    public static FaultScene Itself { get; } = new("Watchtower itself", new SceneContainer("self", true)) { IsSelfUpdate = true };

    public static IReadOnlyList<FaultScene> All { get; } = [OneContainer, LinkedPair, TwoNetworks, RemovedOnExit, Itself];

    public IReadOnlyList<string> Networks { get; private init; } = [];

    /// <summary>A command of docker, once the containers are there.</summary>
    public IReadOnlyList<string> Further { get; private init; } = [];

    public bool IsSelfUpdate { get; private init; }
}
