namespace Watchtower.FakeDocker;

/// <summary>
/// Stands for the end of the process that made the call: thrown for that call and every later one of the same client.
/// The engine itself lives on; a new client stands for the process after its restart.
/// </summary>
public sealed class ProcessKilledException() : Exception("The process was killed here.");
