namespace Watchtower.SystemTests.Faults;

/// <summary>Watchtower in a container that finds a newer image of itself at its first look.</summary>
public sealed class SelfUpdatePlay(TestEngine engine, FaultImage image, FaultPlan? plan) : FaultPlay(engine, FaultScene.Itself, image, plan)
{
    /// <summary>How long it may take to come to rest by itself.</summary>
    private static readonly TimeSpan _alone = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(2);

    public override async Task<string?> RunAsync(Func<Task, Task> aside)
    {
        var followed = Image.Release(Id);
        Proxy.Learn(followed, "app");
        StartScene(_ =>
        [
            "--restart", "unless-stopped", "--hostname", "shop", "--volume", $"{Home}:{Home}",
            "--env", $"DOCKER_HOST={Proxy.Address}", "--env", "MINE=1", followed, "--interval", "10", "--debug",
        ]);
        if (Plan is { Fault: Fault.AnswerLate })
        {
            await Task.WhenAny(Proxy.Happened, Task.Delay(_alone));
            await aside(SettledAsync(LongestTimeout, TimeSpan.FromSeconds(20)));
        }

        var isSettled = await SettledAsync(_alone, _poll);
        CallsOfTheUpdate = Proxy.Calls;
        // One that is killed has ended: there it is the engine, or the old one, that brings back one that works.
        var needsNoRestart = Plan is not { Fault: Fault.KilledBefore or Fault.KilledAfter };
        if (!isSettled && Complaint(atTheEnd: needsNoRestart) is { } complaint)
            return $"after the fault {complaint}";

        foreach (var container in Look().Values)
            Engine.Docker("restart", container.Id); // it also forgets what it has rejected
        await SettledAsync(TimeSpan.FromMinutes(3), _poll);
        return Complaint(atTheEnd: true) is { } late ? $"after the next start {late}" : Proxy.Trouble?.Message;
    }

    public override string Log => string.Concat(Look().Values.Select(container => $"{container.Text("Name")}\n{Engine.Docker("logs", container.Id)}\n"));

    private async Task<bool> SettledAsync(TimeSpan atMost, TimeSpan poll)
    {
        var end = DateTime.UtcNow + atMost;
        while (Complaint(atTheEnd: true) is not null)
        {
            if (DateTime.UtcNow > end)
                return false;
            await Task.Delay(poll);
        }

        return true;
    }
}
