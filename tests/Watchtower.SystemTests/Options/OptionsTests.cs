namespace Watchtower.SystemTests.Options;

/// <summary>The promise, option by option: what the user gave is the same after an update, on every engine.</summary>
[Collection(OnTheEngine.Name)]
public sealed class OptionsTests(TestEngine engine, OptionsRun run) : IClassFixture<OptionsRun>
{
    private static readonly bool _writesTable = Environment.GetEnvironmentVariable("WATCHTOWER_OPTIONS_TABLE") == "write";

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (var number = 0; number < OptionCases.All.Count; number++)
                cases.Add(number, OptionCases.All[number].ToString());
            return cases;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_options_are_the_same_after_an_update(int number, string option)
    {
        engine.Demand();
        var outcome = run[number];
        Skip.If(outcome.Verdict is Verdict.Refused or Verdict.NotTried, $"{run.EngineName}: {option}: {outcome.Words}");
        if (outcome.Verdict == Verdict.Wrong)
            Assert.Fail($"{option}\n{outcome.Words}\n\n{LinesAbout(number)}");
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
    /// What is refused depends on the kernel and so may differ from machine to machine; what is kept may not.
    /// </summary>
    [SkippableFact]
    public void The_table_in_the_documents_says_the_same()
    {
        engine.Demand();
        var table = OptionsTable.Read();
        var wrong = new List<string>();
        for (var number = 0; number < OptionCases.All.Count; number++)
        {
            var (option, outcome) = (OptionCases.All[number], run[number]);
            if (outcome.Verdict == Verdict.NotTried)
                continue;
            var written = table.Find(option, run.EngineName);
            if (written is null or "–" || (IsAboutKeeping(written) && outcome.Verdict != Verdict.Refused && written != OptionsTable.Cell(outcome)))
                wrong.Add($"{option}: the table says {written ?? "nothing"}, but it is {OptionsTable.Cell(outcome)}");
            table.Set(option, run.EngineName, outcome);
        }

        if (_writesTable)
            table.Write();
        else
            wrong.ShouldBeEmpty("build/options.sh writes the table anew");
    }

    private static bool IsAboutKeeping(string cell) => cell is not ("refused" or "absent");

    private int Count(Verdict verdict) => Enumerable.Range(0, OptionCases.All.Count).Count(number => run[number].Verdict == verdict);

    private string LinesAbout(int number) => string.Join('\n', run.Log.Split('\n')
        .Where(line => line.Contains($"case{number}-", StringComparison.Ordinal)));
}
