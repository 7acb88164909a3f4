using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>
/// The same update through the port and through the program's own client over HTTP: the same calls and the same end.
/// So what the other tests find out through the port holds for the program.
/// </summary>
public sealed class BothDoorsTests
{
    public static TheoryData<string> Scenes() => [.. FaultScene.All.Where(scene => !scene.IsRejected).Select(scene => scene.ToString())];

    [Theory]
    [MemberData(nameof(Scenes))]
    public async Task An_update_is_the_same_through_both_doors(string name)
    {
        var scene = FaultRun.Scene(name);
        var world = scene.Begin();
        world.Pass();

        var engine = scene.Build(TimeProvider.System);
        var promise = new Promise(engine);
        var calls = await PassOverHttpAsync(engine);

        calls.ShouldBe(WithoutPolling(world.Client.Calls));
        promise.Broken().Concat(promise.Leftovers()).Concat(FaultScene.Outdated(engine)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> PassOverHttpAsync(FakeEngine engine)
    {
        await using var door = new HttpDoor(engine, Path.Combine(Path.GetTempPath(), $"engine-{Guid.NewGuid():N}.sock"));
        using var client = new DockerEngine(new DockerEndpoint(new Uri($"unix://{door.Path}")), new NoProgress());
        await client.ConnectAsync(null, default);
        var cycle = new UpdateCycle(
            client, new FakeRegistry(engine), new RejectedInMemory(), new RecordedEvents(), TimeProvider.System,
            new ContainerSelector([], labelEnable: false), new UpdateOptions { ProofPeriod = TimeSpan.FromMilliseconds(1) });
        (await cycle.RunAsync(default)).HasFailures.ShouldBeFalse();
        return WithoutPolling(door.Client.Calls);
    }

    /// <summary>How often it looks depends on how fast the clock goes, and what it does at once has no order.</summary>
    private static IReadOnlyList<string> WithoutPolling(IEnumerable<Call> calls) =>
        [.. calls.Where(call => call.Method is not ("ListContainers" or "InspectContainer"))
            .Select(call => call.ToString()).Order(StringComparer.Ordinal)];

    private sealed class NoProgress : IPullProgress
    {
        public void Report(ImageReference image, PullMessage message)
        {
            // nobody is looking
        }
    }
}
