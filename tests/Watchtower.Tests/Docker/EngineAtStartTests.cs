using Watchtower.Docker;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Docker;

/// <summary>The first calls of a Watchtower in a container may be those of a successor, whose end would be a verdict on its image.</summary>
public sealed class EngineAtStartTests
{
    private const string Id = "8d0ff2b7a4d0c9f3f1e0c6c1b4a5d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2";
    private const string Inspect = $"GET /v1.41/containers/{Id}/json";
    private static readonly OwnContainer _inside = new([Id]);
    private static readonly OwnContainer _outside = new([]);
    private static readonly Reply _itself = Reply.Json($$"""{"Id":"{{Id}}"}""");

    private readonly HurriedTime _time = new();

    public static TheoryData<string, string> Strange() => new()
    {
        { "500", "out of memory" }, { "404", "page not found" }, { "409", "busy" }, { "garbled", "" }, { "hangs up", "" },
    };

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task Is_asked_again_after_a_strange_answer(string answer, string message)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket)
            .Expect("GET /version", Answer(answer, message)).Speaking("1.41").Expect(Inspect, _itself);

        Ask(engine).Version.Api.ShouldBe(new Version(1, 41));

        engine.ShouldHaveBeenAskedEverything();
    }

    [Fact]
    public async Task Is_asked_four_times_within_some_seconds()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket);
        for (var i = 0; i < 4; i++)
            engine.Expect("GET /version", Reply.Refusal(500, "out of memory"));

        Should.Throw<EngineException>(() => Ask(engine)).Message.ShouldBe("can't ask for the engine's version: out of memory");

        engine.ShouldHaveBeenAskedEverything();
        engine.Heads.Count.ShouldBe(4);
        _time.Elapsed.TotalSeconds.ShouldBe(4.2);
    }

    [Fact]
    public async Task Is_asked_once_by_a_program_outside_a_container()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Expect("GET /version", Reply.Refusal(500, "out of memory"));

        Should.Throw<EngineException>(() => Ask(engine, _outside));

        engine.Heads.Count.ShouldBe(1);
        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Is_asked_once_where_the_user_has_something_to_mend()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");

        Should.Throw<EngineException>(() => Ask(engine, _inside, "--apiversion", "1.44")).Message.ShouldContain("Update Docker or lower --apiversion");

        engine.Heads.Count.ShouldBe(1);
        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_socket_that_is_not_there_is_told_at_once()
    {
        Should.Throw<EngineException>(() => Ask("unix:///nowhere/docker.sock", _inside));

        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task Is_asked_again_for_the_own_container_after_a_strange_answer(string answer, string message)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect(Inspect, Answer(answer, message)).Expect(Inspect, _itself);

        Ask(engine).OwnId.ShouldBe(Id);

        engine.ShouldHaveBeenAskedEverything();
    }

    [Fact]
    public async Task Is_believed_in_the_end_that_the_container_is_another_engines()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");
        for (var i = 0; i < 4; i++)
            engine.Expect(Inspect, Reply.Refusal(404, "No such container"));

        Ask(engine).OwnId.ShouldBeNull();

        engine.ShouldHaveBeenAskedEverything();
        _time.Elapsed.TotalSeconds.ShouldBe(4.2);
    }

    [Fact]
    public async Task Is_believed_at_once_by_a_single_run()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Inspect, Reply.Refusal(404, "No such container"));

        Ask(engine, _inside, "--run-once").OwnId.ShouldBeNull();

        engine.ShouldHaveBeenAskedEverything();
        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Is_asked_for_the_next_candidate_if_it_does_not_know_the_first()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect("GET /v1.41/containers/8d0ff2b7a4d1/json", Reply.Refusal(404, "No such container")).Expect(Inspect, _itself);

        Ask(engine, new OwnContainer(["8d0ff2b7a4d1", Id]), "--run-once").OwnId.ShouldBe(Id);

        engine.ShouldHaveBeenAskedEverything();
    }

    [Fact]
    public async Task Is_asked_for_the_containers_in_the_network_of_one_that_is_not_this()
    {
        const string Guest = "1111111111111111111111111111111111111111111111111111111111111111";
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect(Inspect, WithLayer(Id, "/docker/overlay2/aaaa/diff"))
            .Expect("GET /v1.41/containers/json?all=1", Reply.Json($"[{Listed("other", "bridge")}, {Listed(Guest, $"container:{Id}")}]"))
            .Expect($"GET /v1.41/containers/{Guest}/json", WithLayer(Guest, "/docker/overlay2/bbbb/diff"));

        Ask(engine, _inside with { Layer = "bbbb/diff" }).OwnId.ShouldBe(Guest);

        engine.ShouldHaveBeenAskedEverything();
    }

    [Theory]
    [InlineData("/docker/overlay2/aaaa/diff")]
    [InlineData("aaaa/diff")]
    [InlineData(null)]
    public async Task Is_asked_for_no_more_than_the_own_container(string? layer)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Inspect, WithLayer(Id, "/docker/overlay2/aaaa/diff"));

        Ask(engine, _inside with { Layer = layer }).OwnId.ShouldBe(Id);

        engine.Heads.Count.ShouldBe(2);
    }

    private static Reply WithLayer(string id, string folder) =>
        Reply.Json($$$"""{"Id":"{{{id}}}","GraphDriver":{"Name":"overlay2","Data":{"UpperDir":"{{{folder}}}"} } }""");

    private static string Listed(string id, string network) =>
        $$$"""{"Id":"{{{id}}}","Names":["/c{{{id[0]}}}"],"ImageID":"sha256:0","State":"running","HostConfig":{"NetworkMode":"{{{network}}}"} }""";

    private static Reply Answer(string answer, string message) => answer switch
    {
        "garbled" => Reply.Json("{}"),
        "hangs up" => Reply.HangUp,
        _ => Reply.Refusal(int.Parse(answer), message),
    };

    private EngineAtStart Ask(ScriptedEngine engine, OwnContainer? own = null, params string[] arguments) => Ask(engine.Host, own ?? _inside, arguments);

    private EngineAtStart Ask(string host, OwnContainer own, params string[] arguments)
    {
        var settings = new Invocation(["--host", host, .. arguments]).Settings;
        using var client = new DockerEngine(settings.Endpoint, new RecordedProgress());
        return _time.Run(async () => await EngineAtStart.AskAsync(client, settings, own, _time, CancellationToken.None));
    }
}
