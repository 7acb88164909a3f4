namespace Watchtower.Docker;

/// <param name="Engine">The engine's own version, such as 20.10.24.</param>
/// <param name="Api">The API version spoken with it.</param>
/// <param name="Platform">Such as linux/arm.</param>
public sealed record EngineVersion(string Engine, Version Api, string Platform);
