using System.Text;

namespace Watchtower.SystemTests.Faults;

/// <summary>Watchtower as a program of the machine, which does one pass at each start.</summary>
public sealed class UpdatePlay(TestEngine engine, FaultScene scene, FaultImage image, FaultPlan? plan) : FaultPlay(engine, scene, image, plan)
{
    private readonly StringBuilder _log = new();

    public override string Log => _log.ToString();

    public override async Task<string?> RunAsync(Func<Task, Task> aside)
    {
        var followed = Image.Release(Id);
        Proxy.Learn(followed, "app");
        StartScene(container => [container.IsUpdated ? followed : Image.OldId]);
        await WatchOnceAsync(aside);
        CallsOfTheUpdate = Proxy.Calls;
        if (Plan is not { Fault: Fault.KilledBefore or Fault.KilledAfter } && await ComplaintAsync(atTheEnd: false) is { } complaint)
            return $"after the fault {complaint}";

        await WatchOnceAsync(wait => wait);
        return await ComplaintAsync(atTheEnd: true) is { } late ? $"after the next start {late}" : Proxy.Trouble?.Message;
    }

    private async Task WatchOnceAsync(Func<Task, Task> aside)
    {
        using var program = WatchtowerProgram.Start(Proxy.Address, Home, ["--run-once", "--debug"]);
        var end = Task.Run(() => program.Wait(2 * LongestTimeout));
        if (Plan is { Fault: Fault.AnswerLate } && !Proxy.Happened.IsCompleted)
        {
            await Task.WhenAny(end, Proxy.Happened);
            await aside(end);
        }

        _log.Append($"{await end}\n{Proxy.Trouble}\n");
    }
}
