using Watchtower.FakeDocker;
using Watchtower.Ports;

namespace Watchtower.Tests.Updating;

/// <summary>One update that goes wrong as planned, and what the user would complain about afterwards.</summary>
internal static class FaultRun
{
    public static IReadOnlyDictionary<string, Func<int, Fault>> Kinds { get; } = new Dictionary<string, Func<int, Fault>>
    {
        ["refused"] = call => Fault.Refuse(call, EngineFailure.Refused),
        ["conflict"] = call => Fault.Refuse(call, EngineFailure.Conflict),
        ["not found"] = call => Fault.Refuse(call, EngineFailure.NotFound),
        ["invalid"] = call => Fault.Refuse(call, EngineFailure.Invalid),
        ["unreachable"] = call => Fault.Refuse(call, EngineFailure.Unreachable),
        ["answer lost"] = Fault.LoseAnswer,
        ["killed before"] = call => Fault.Kill(call, FaultMoment.Before),
        ["killed after"] = call => Fault.Kill(call, FaultMoment.After),
    };

    public static TheoryData<string, string> ScenesAnd(IEnumerable<string> kinds)
    {
        var data = new TheoryData<string, string>();
        foreach (var (scene, kind) in FaultScene.All.SelectMany(_ => kinds, (scene, kind) => (scene, kind)))
            data.Add(scene.ToString(), kind);
        return data;
    }

    public static FaultScene Scene(string name) => FaultScene.All.Single(scene => scene.ToString() == name);

    public static IReadOnlyList<Call> CallsWithoutFault(FaultScene scene)
    {
        var world = scene.Begin();
        world.Pass();
        return world.Client.Calls;
    }

    public static IEnumerable<string> Complaints(FaultScene scene, params Fault[] faults) => Complaints(scene, _ => { }, faults);

    /// <param name="scene">What is there.</param>
    /// <param name="then">What happens to the engine right after the faulty pass.</param>
    /// <param name="faults">What goes wrong in it.</param>
    public static IEnumerable<string> Complaints(FaultScene scene, Action<World> then, params Fault[] faults)
    {
        var world = scene.Begin();
        var promise = new Promise(world.Engine);
        world.FaultyPass(faults);
        then(world);
        var (client, events) = (world.Client, world.Events);
        if (faults.Any(fault => fault.Failure is null))
            world.Pass();
        var complaints = promise.Broken().ToList();

        world.Pass();
        complaints.AddRange(promise.Broken().Concat(promise.Leftovers()).Concat(Unfinished(world)).Select(complaint => $"a clean pass later: {complaint}"));

        // Only an engine that can't do it with this image, or a container that vanished from under its proof, rejects.
        if (world.Rejected.Images.Count > 0 && !scene.IsRejected && !faults.Any(fault => fault.Failure is EngineFailure.Invalid or EngineFailure.NotFound))
            complaints.Add("an image was rejected");
        return complaints.Select(complaint => $"{Trace(faults, client, events)}\n=> {complaint}");
    }

    private static IEnumerable<string> Unfinished(World world) => world.Rejected.Images.Count == 0 ? FaultScene.Outdated(world.Engine) : [];

    private static string Trace(Fault[] faults, EngineClient client, RecordedEvents events) =>
        $"{string.Join(" and ", faults.AsEnumerable())}:\n  {string.Join("\n  ", client.Calls.Select((call, index) => $"{index} {call}"))}"
        + $"\n  events: {string.Join("; ", events.Lines)}";
}
