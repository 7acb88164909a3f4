namespace Watchtower.SystemTests.Faults;

/// <param name="Name">As <see cref="EngineCallName"/> has it.</param>
/// <param name="Occurrence">1 for the first call of that name.</param>
public sealed record FaultyCall(string Name, int Occurrence)
{
    /// <summary>
    /// All that is worth a fault in a recording. Of what is asked again and again (whether a new container still runs)
    /// the first two: from there on nothing changes, and how often it is asked depends on the clock.
    /// </summary>
    public static IReadOnlyList<FaultyCall> In(IReadOnlyList<string> recording) =>
        [.. recording.GroupBy(name => name).SelectMany(same =>
            Enumerable.Range(1, same.Count() > 5 ? 2 : same.Count()).Select(occurrence => new FaultyCall(same.Key, occurrence)))];

    public bool ChangesSomething => !Name.StartsWith("GET", StringComparison.Ordinal);

    public override string ToString() => Occurrence == 1 ? Name : $"{Name}, time {Occurrence}";
}
