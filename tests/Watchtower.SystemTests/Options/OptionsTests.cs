namespace Watchtower.SystemTests.Options;

/// <summary>The promise, option by option: what the user gave is the same after an update, on every engine.</summary>
[Collection(OnTheEngine.Name)]
public sealed class OptionsTests(TestEngine engine, OptionsRun run) : IClassFixture<OptionsRun>
{
    private const int FewRefused = 20;
    private static readonly bool _writesTable = Environment.GetEnvironmentVariable("WATCHTOWER_OPTIONS_TABLE") == "write";

    public static TheoryData<string> Families => [.. OptionCases.All.Select(option => option.Family).Distinct()];

    /// <summary>
    /// A family at a time, because what an engine refuses is no test of ours, neither passed nor skipped: the table lists it.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void The_options_are_the_same_after_an_update(string family)
    {
        engine.Demand();
        var complaints = Numbers.Where(number => OptionCases.All[number].Family == family && run[number].Verdict == Verdict.Wrong)
            .Select(number => $"{OptionCases.All[number]}\n{run[number].Words}\n\n{LinesAbout(number)}");
        complaints.ShouldBeEmpty();
    }

    /// <summary>Otherwise a mistake in the harness, by which every option is refused, would pass for a clean run.</summary>
    [SkippableFact]
    public void Most_options_are_accepted()
    {
        engine.Demand();
        Skip.IfNot(OptionsRun.IsComplete, "only some cases were asked for");
        Count(Verdict.Kept).ShouldBeGreaterThanOrEqualTo(100);
    }

    /// <summary>What is kept is kept everywhere; what is refused also depends on the kernel, so a few may be, which are kept elsewhere.</summary>
    [SkippableFact]
    public void The_table_in_the_documents_says_the_same()
    {
        engine.Demand();
        var table = OptionsTable.Read();
        var tried = Numbers.Where(number => run[number].Verdict != Verdict.NotTried).Select(number => (Option: OptionCases.All[number], Outcome: run[number])).ToList();
        var different = tried.Where(result => table.Find(result.Option, run.EngineName) != OptionsTable.Cell(result.Outcome))
            .ToLookup(
                result => result.Outcome.Verdict == Verdict.Refused || IsRefused(table.Find(result.Option, run.EngineName)),
                result => $"{result.Option}: the table says {table.Find(result.Option, run.EngineName) ?? "nothing"}, but it is {OptionsTable.Cell(result.Outcome)}: {result.Outcome.Words}");
        foreach (var (option, outcome) in tried)
            table.Set(option, run.EngineName, outcome);

        if (_writesTable)
            table.Write();
        else
            different[false].Concat(different[true].Count() > FewRefused ? different[true] : []).ShouldBeEmpty("build/options.sh writes the table anew");
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(0, OptionCases.All.Count);

    private static bool IsRefused(string? cell) => cell is "refused" or "absent";

    private int Count(Verdict verdict) => Numbers.Count(number => run[number].Verdict == verdict);

    private string LinesAbout(int number) => string.Join('\n', run.Log.Split('\n')
        .Where(line => line.Contains($"case{number}-", StringComparison.Ordinal)));
}
