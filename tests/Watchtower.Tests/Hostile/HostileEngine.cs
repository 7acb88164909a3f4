using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Tests.Docker;
using Watchtower.Tests.Updating;
using Watchtower.Updating;

namespace Watchtower.Tests.Hostile;

/// <summary>
/// An engine some of whose answers are wrong, and a Watchtower that talks to it over HTTP. On it are a stale container
/// <c>web</c>, which the answers are about, a stale one <c>other</c> and one that is up to date.
/// </summary>
internal sealed class HostileEngine : IAsyncDisposable
{
    private readonly HurriedTime _time = new();
    private readonly HttpDoor _door;
    private readonly DockerEngine _client;
    private readonly RejectedInMemory _rejected = new();

    public HostileEngine(string asked, Func<string, string> garble)
    {
        Engine = new FakeEngine(_time);
        Engine.Runs("fresh", "fresh:1");
        Web = Engine.Runs("web", "web:1", new RunOptions { Env = ["MINE=web"], Volumes = ["/data"], Ports = ["8080:80"], RestartPolicy = "always" });
        Engine.Runs("other", "other:1", new RunOptions { Env = ["MINE=other"], Volumes = ["/data"] });
        Engine.Publishes("web:1");
        Engine.Publishes("other:1");
        Promise = new Promise(Engine);
        _door = new HttpDoor(Engine, Path.Combine(Path.GetTempPath(), $"hostile-{Guid.NewGuid():N}.sock"));
        _client = new DockerEngine(new DockerEndpoint(new Uri($"unix://{_door.Path}")), new RecordedProgress());
        Garble(asked.Replace("WEB", Web.Id, StringComparison.Ordinal), garble);
    }

    public FakeEngine Engine { get; }

    /// <summary>The container that was there first.</summary>
    public FakeContainer Web { get; }

    public Promise Promise { get; }

    public RecordedEvents Events { get; private set; } = new();

    /// <summary>Null if the pass ended before its report, as it may where the engine does not say what is on it.</summary>
    public async Task<UpdateReport?> PassAsync()
    {
        Events = new RecordedEvents();
        try
        {
            await _client.ConnectAsync(null, default);
        }
        catch (EngineException)
        {
            return null;
        }

        var cycle = new UpdateCycle(
            _client, new FakeRegistry(Engine), _rejected, Events, _time, new ContainerSelector([], labelEnable: false), new UpdateOptions());
        try
        {
            return _time.Run(() => cycle.RunAsync(default));
        }
        catch (EngineException)
        {
            return null;
        }
    }

    /// <summary>From now on the engine tells the truth.</summary>
    public void ComeToReason() => _door.OnTheWay = (_, body) => body;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _door.DisposeAsync();
    }

    private void Garble(string asked, Func<string, string> garble) =>
        _door.OnTheWay = (path, body) => path == asked ? garble(body) : body;
}
