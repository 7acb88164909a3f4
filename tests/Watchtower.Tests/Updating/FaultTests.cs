using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>
/// Every single call of an update goes wrong in every way, one after another: the promise to the user holds at the end
/// of that pass (where the process was killed: of the next), and one clean pass later everything is as new.
/// </summary>
public sealed class FaultTests
{
    private static readonly IReadOnlyDictionary<string, Func<int, Fault>> _kinds = new Dictionary<string, Func<int, Fault>>
    {
        ["refused"] = call => Fault.Refuse(call, EngineFailure.Refused),
        ["conflict"] = call => Fault.Refuse(call, EngineFailure.Conflict),
        ["not found"] = call => Fault.Refuse(call, EngineFailure.NotFound),
        ["invalid"] = call => Fault.Refuse(call, EngineFailure.Invalid),
        ["garbled"] = call => Fault.Refuse(call, EngineFailure.Garbled),
        ["unreachable"] = call => Fault.Refuse(call, EngineFailure.Unreachable),
        ["answer lost"] = Fault.LoseAnswer,
        ["killed before"] = call => Fault.Kill(call, FaultMoment.Before),
        ["killed after"] = call => Fault.Kill(call, FaultMoment.After),
    };

    private static readonly string[] _secondKinds = ["refused", "unreachable", "answer lost", "killed before", "killed after"];

    public static TheoryData<string, string> ScenesAndKinds() => Data(_kinds.Keys);

    public static TheoryData<string, string> ScenesAndSecondKinds() => Data(_secondKinds);

    [Theory]
    [MemberData(nameof(ScenesAndKinds))]
    public void No_single_fault_breaks_the_promise(string scene, string kind)
    {
        var found = Scene(scene);
        var findings =
            from call in Enumerable.Range(0, CallsOfCleanUpdate(found).Count)
            from finding in Findings(found, _kinds[kind](call))
            select finding;
        string.Join("\n", findings).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ScenesAndSecondKinds))]
    public void No_second_fault_on_the_way_back_breaks_it_either(string scene, string kind)
    {
        var found = Scene(scene);
        var calls = CallsOfCleanUpdate(found);
        var begin = calls.ToList().FindIndex(call => call.Method == "CreateContainer");
        var findings =
            from first in Enumerable.Range(begin, calls.Count - begin)
            from distance in Enumerable.Range(1, 5)
            from finding in Findings(found, Fault.Refuse(first, EngineFailure.Refused), _kinds[kind](first + distance))
            select finding;
        string.Join("\n", findings).ShouldBeEmpty();
    }

    private static TheoryData<string, string> Data(IEnumerable<string> kinds)
    {
        var data = new TheoryData<string, string>();
        foreach (var (scene, kind) in FaultScene.All.SelectMany(_ => kinds, (scene, kind) => (scene, kind)))
            data.Add(scene.ToString(), kind);
        return data;
    }

    private static FaultScene Scene(string name) => FaultScene.All.Single(scene => scene.ToString() == name);

    private static IReadOnlyList<Call> CallsOfCleanUpdate(FaultScene scene)
    {
        var world = scene.Begin();
        world.Pass();
        FaultScene.Outdated(world).ShouldBeEmpty();
        return world.Client.Calls;
    }

    private static IEnumerable<string> Findings(FaultScene scene, params Fault[] faults)
    {
        var world = scene.Begin();
        var promise = new Promise(world.Engine);
        world.FaultyPass(faults);
        var trace = Trace(world, faults);
        if (faults.Any(fault => fault.Failure is null))
            world.Pass();
        foreach (var broken in promise.Broken())
            yield return $"{trace}\n=> {broken}";

        world.Pass();
        foreach (var broken in promise.Broken().Concat(promise.Leftovers()))
            yield return $"{trace}\n=> a clean pass later: {broken}";

        // Only an engine that can't do it with this image, or a container that vanished from under its proof, rejects.
        if (world.Rejected.Images.Count > 0 && !faults.Any(fault => fault.Failure is EngineFailure.Invalid or EngineFailure.NotFound))
            yield return $"{trace}\n=> an image was rejected";
        if (world.Rejected.Images.Count == 0)
        {
            foreach (var outdated in FaultScene.Outdated(world))
                yield return $"{trace}\n=> a clean pass later: {outdated}";
        }
    }

    private static string Trace(World world, Fault[] faults) =>
        $"{string.Join(" and ", faults.AsEnumerable())}:\n  {string.Join("\n  ", world.Client.Calls.Select((call, index) => $"{index} {call}"))}"
        + $"\n  events: {string.Join("; ", world.Events.Lines)}";
}
