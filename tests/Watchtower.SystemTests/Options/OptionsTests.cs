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

    /// <summary>
    /// What is kept has to be kept everywhere; what is refused depends on the kernel, too, so a few may be different.
    /// </summary>
    [SkippableFact]
    public void The_table_in_the_documents_says_the_same()
    {
        engine.Demand();
        var table = OptionsTable.Read();
        var tried = Numbers.Where(number => run[number].Verdict != Verdict.NotTried).ToList();
        var different = tried.Where(number => Written(number) != Seen(number)).ToList();
        var refused = different.Where(number => IsRefused(Written(number)) || IsRefused(Seen(number))).ToList();
        var wrong = (refused.Count > FewRefused ? different : different.Except(refused))
            .Select(number => $"{OptionCases.All[number]}: the table says {Written(number)}, but it is {Seen(number)} {run[number].Words}")
            .ToList();

        foreach (var number in tried)
            table.Set(OptionCases.All[number], run.EngineName, run[number]);
        if (_writesTable)
            table.Write();
        else
            wrong.ShouldBeEmpty("build/options.sh writes the table anew");

        string Written(int number) => table.Find(OptionCases.All[number], run.EngineName) ?? "nothing";
        string Seen(int number) => OptionsTable.Cell(run[number]);
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(0, OptionCases.All.Count);

    private static bool IsRefused(string cell) => cell is "refused" or "absent";

    private int Count(Verdict verdict) => Numbers.Count(number => run[number].Verdict == verdict);

    private string LinesAbout(int number) => string.Join('\n', run.Log.Split('\n')
        .Where(line => line.Contains($"case{number}-", StringComparison.Ordinal)));
}
