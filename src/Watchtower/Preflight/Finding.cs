namespace Watchtower.Preflight;

internal enum Verdict
{
    Fine,

    /// <summary>Worth knowing; an update works all the same.</summary>
    Note,

    Failed,
}

/// <summary>One row of the table.</summary>
/// <param name="Verdict">How it looks.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Observation">What was seen.</param>
/// <param name="Remedy">What to do about it; null if nothing.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Observation, string? Remedy = null)
{
    public static Finding Fine(string subject, string observation) => new(Verdict.Fine, subject, observation);

    public static Finding Note(string subject, string observation, string? remedy = null) => new(Verdict.Note, subject, observation, remedy);

    public static Finding Failed(string subject, string observation, string remedy) => new(Verdict.Failed, subject, observation, remedy);
}
