namespace Watchtower.Planning;

/// <summary>What a dependent needs when the container it depends on was replaced. The larger need includes the smaller.</summary>
public enum DependencyKind
{
    /// <summary>Nothing, if it is not touched anyway; if it is, it starts later and stops earlier.</summary>
    Order,

    /// <summary>A restart: it refers to the other by name, or just relies on it.</summary>
    Restart,

    /// <summary>A new container: the engine resolved the reference to an id when it was created.</summary>
    Recreate,
}

/// <param name="Dependent">Id of the container that needs the other.</param>
/// <param name="On">Id of the container it needs.</param>
/// <param name="Kind">What it needs when the other is replaced.</param>
public sealed record Dependency(string Dependent, string On, DependencyKind Kind);
