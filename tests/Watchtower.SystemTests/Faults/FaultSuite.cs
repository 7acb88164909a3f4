namespace Watchtower.SystemTests.Faults;

/// <summary>Plays many plays side by side: most of a play is waiting, and what it costs is the engine's work.</summary>
public sealed class FaultSuite(TestEngine engine, Action<string> note) : IDisposable
{
    private const int AtOnce = 10;

    private readonly SemaphoreSlim _stages = new(AtOnce);
    private readonly FaultImage _service = new(engine, "fault-app", TestImage.BaseOf(engine), "VOLUME /data");
    private readonly FaultImage _program = new(engine, "fault-self", ProgramImage.BaseOf(engine), ProgramImage.Dockerfile);

    /// <summary>Every fault at every call of an update that goes well.</summary>
    public async Task<IReadOnlyList<FaultPlan>> PlanAsync(IEnumerable<FaultScene> scenes) =>
    [
        .. from recording in await Task.WhenAll(scenes.Select(async scene => (scene, calls: await RecordAsync(scene))))
           from call in FaultyCall.In(recording.calls)
           from fault in Enum.GetValues<Fault>()
           select new FaultPlan(recording.scene, call, fault),
    ];

    /// <summary>Those that wait longest begin, all at once.</summary>
    /// <returns>In the order of the plans.</returns>
    public Task<FaultResult[]> PlayAsync(IReadOnlyList<FaultPlan> plans)
    {
        var waiting = plans.OrderBy(plan => plan.Fault != Fault.AnswerLate).ToDictionary(plan => plan, plan => Task.Run(() => PlayAsync(plan)));
        return Task.WhenAll(plans.Select(plan => waiting[plan]));
    }

    public void Dispose() => _stages.Dispose();

    private Task<IReadOnlyList<string>> RecordAsync(FaultScene scene) => Task.Run(async () =>
    {
        await _stages.WaitAsync();
        using var play = Play(scene, null);
        (await play.RunAsync(wait => wait)).ShouldBeNull(play.Log);
        note($"{scene.Title}:\n{string.Join('\n', play.CallsOfTheUpdate)}");
        _stages.Release();
        return play.CallsOfTheUpdate;
    });

    private async Task<FaultResult> PlayAsync(FaultPlan plan)
    {
        await _stages.WaitAsync();
        using var play = Play(plan.Scene, plan);
        var complaint = await ComplaintAsync(play);
        var result = new FaultResult(plan, complaint, play.Proxy.Happened.IsCompleted);
        note(result.IsSurvived ? $"{result}" : $"{result}\n{string.Join('\n', play.Proxy.Calls)}\n{play.Log}");
        _stages.Release();
        return result;
    }

    private async Task<string?> ComplaintAsync(FaultPlay play)
    {
        try
        {
            return await play.RunAsync(AsideAsync);
        }
        catch (Exception failure) when (failure is TimeoutException or ShouldAssertException)
        {
            return failure.Message.Split('\n')[0];
        }
    }

    /// <summary>Others play while one only waits for a time-out.</summary>
    private async Task AsideAsync(Task wait)
    {
        _stages.Release();
        await wait;
        await _stages.WaitAsync();
    }

    private FaultPlay Play(FaultScene scene, FaultPlan? plan) =>
        scene.IsSelfUpdate ? new SelfUpdatePlay(engine, _program, plan) : new UpdatePlay(engine, scene, _service, plan);
}
