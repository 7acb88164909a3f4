namespace Watchtower.SystemTests.Options;

public enum Verdict
{
    /// <summary>The same after the update.</summary>
    Kept,

    /// <summary>The container was not to be touched, and was not.</summary>
    Untouched,

    /// <summary>Not the same after the update, for a reason that the case gives.</summary>
    Lost,

    /// <summary>The engine, its client or this kernel does not have it.</summary>
    Refused,

    /// <summary>The run was asked for other cases.</summary>
    NotTried,

    /// <summary>Anything else: a mistake of ours.</summary>
    Wrong,
}

/// <param name="Verdict">How it went.</param>
/// <param name="Words">Why, where it is not simply kept.</param>
public sealed record Outcome(Verdict Verdict, string Words = "");
