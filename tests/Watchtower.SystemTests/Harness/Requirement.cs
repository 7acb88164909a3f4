namespace Watchtower.SystemTests.Harness;

/// <summary>What a machine may lack. A test without it is skipped, or fails where the run demands it.</summary>
internal static class Requirement
{
    private static readonly string[] _demanded =
        (Environment.GetEnvironmentVariable("WATCHTOWER_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);

    /// <param name="what">The word in WATCHTOWER_REQUIRE.</param>
    /// <param name="missing">Why it can't be done here; null if it can.</param>
    public static void Check(string what, string? missing)
    {
        if (missing is not null && _demanded.Contains(what))
            throw new InvalidOperationException($"WATCHTOWER_REQUIRE demands {what}: {missing}");
        Skip.If(missing is not null, missing);
    }
}
