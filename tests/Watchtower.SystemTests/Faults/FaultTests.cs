using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>
/// Everything that can go wrong at a call of the engine, at each call of five updates on a real one. Nothing may be lost by
/// it, and the next start has to bring what this one could not.
/// </summary>
[Collection(OnTheEngine.Name)]
public sealed class FaultTests(TestEngine engine, ITestOutputHelper output)
{
    private const string Introduction = """
        # Faults

        Written by `./test.sh --faults`, or one column of it by `./test.sh --faults "Watchtower itself"`. A proxy between the
        program and a real engine (Docker 20.10) lets one thing go wrong at one call of an update; then the program runs once
        more without. A play is survived if after the fault the containers run under their names with the user's options and the
        data in their volumes, nothing runs twice, and the next start brings everything to the new image and leaves nothing
        behind. After `kill -9` it is the next start that is looked at. A Watchtower that updates itself and is not killed has to
        come to the new image without another start. Of calls that are repeated more than five times (whether a new container
        still runs) the first two are played. Each play has a proxy of its own, which shows it its own containers only, so that
        several can share an engine.

        What happens beside the calls has tests of its own, in the same run and in `./test.sh`: `MeanwhileTests` (port or name
        taken; network deleted; container removed, restarted or renamed; a second Watchtower), `DiskFullTests` (an engine on a
        disk that is filled up), `EngineRestartTests` (dockerd killed and started again), `RegistryTroubleTests` (gone, 401, 429,
        500, a blob or the tag missing) and `RollbackTests` (a new image that crashes, is unhealthy or lacks its command).

        """;

    /// <summary>Every fault at every call.</summary>
    public const string All = "all";

    /// <summary>All but what the last run has survived.</summary>
    public const string Rest = "rest";

    /// <summary>Nothing for what is typical, one of these words, or what the plays to be played have in their names.</summary>
    private static readonly string _wanted = Environment.GetEnvironmentVariable("WATCHTOWER_FAULTS") ?? "";

    private readonly FaultLog _log = new(Path.Combine(Repository.Root, "artifacts/faults.log"), _wanted == Rest);

    [SkippableFact]
    public async Task Nothing_is_lost_whatever_goes_wrong_at_a_call()
    {
        engine.Demand();
        WatchtowerProgram.Demand();
        ThreadPool.SetMinThreads(400, 400); // each play holds one while it waits
        using var suite = new FaultSuite(engine, _log.Note);

        var plans = (await suite.PlanAsync(FaultScene.All)).Where(IsWanted).ToList();
        var known = plans.Select(_log.Find).OfType<FaultResult>().ToDictionary(result => result.Plan);
        _log.Note($"{plans.Count} plays, of which {known.Count} were played before");
        var played = await suite.PlayAsync([.. plans.Where(plan => !known.ContainsKey(plan))]);
        var results = plans.Select(plan => known.GetValueOrDefault(plan) ?? played.Single(result => result.Plan == plan)).ToList();

        var table = IsOfWholeScenes ? FaultTable.Read() : new FaultTable();
        foreach (var same in results.GroupBy(result => result.Plan.Scene))
            table.Fill(same.Key, [.. same]);
        output.WriteLine(table.Page(Introduction));
        if (IsOfWholeScenes)
            table.Write(Introduction);
        results.ShouldNotBeEmpty();
        results.Where(result => !result.IsSurvived).ShouldBeEmpty();
    }

    private static bool IsOfWholeScenes => _wanted is All or Rest || FaultScene.All.Any(scene => scene.Title == _wanted);

    private static bool IsWanted(FaultPlan plan) => _wanted switch
    {
        "" => IsTypical(plan),
        All or Rest => true,
        _ => $"{plan}".Contains(_wanted, StringComparison.Ordinal),
    };

    /// <summary>What the ordinary run has time for. Watchtower itself takes longest, and has SelfUpdateTests there.</summary>
    private static bool IsTypical(FaultPlan plan) => plan.Call.ChangesSomething && plan.Scene != FaultScene.Itself && plan.Fault switch
    {
        Fault.KilledAfter => true,
        Fault.AnswerLost => plan.Scene == FaultScene.LinkedPair || plan.Scene == FaultScene.RemovedOnExit,
        Fault.Error500 or Fault.Dropped => plan.Scene == FaultScene.OneContainer,
        _ => false,
    };
}
