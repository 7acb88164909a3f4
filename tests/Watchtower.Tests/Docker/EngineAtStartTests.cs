using Watchtower.Docker;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Docker;

/// <summary>The first calls of a Watchtower in a container may be those of a successor, whose end would be a verdict on its image.</summary>
public sealed class EngineAtStartTests
{
    private readonly HurriedTime _time = new();

    public static TheoryData<string, string> Strange() => new()
    {
        { "500", "out of memory" }, { "404", "page not found" }, { "409", "busy" }, { "garbled", "" }, { "hangs up", "" },
    };

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task Is_asked_again_after_a_strange_answer(string answer, string message)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Expect("GET /version", Answer(answer, message)).Speaking("1.41");

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

        Should.Throw<EngineException>(() => Ask(engine, isPatient: false));

        engine.Heads.Count.ShouldBe(1);
        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Is_asked_once_where_the_user_has_something_to_mend()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");

        Should.Throw<EngineException>(() => Ask(engine, isPatient: true, "--apiversion", "1.44")).Message.ShouldContain("Update Docker or lower --apiversion");

        engine.Heads.Count.ShouldBe(1);
        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_socket_that_is_not_there_is_told_at_once()
    {
        Should.Throw<EngineException>(() => Ask("unix:///nowhere/docker.sock", isPatient: true));

        _time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    private static Reply Answer(string answer, string message) => answer switch
    {
        "garbled" => Reply.Json("{}"),
        "hangs up" => Reply.HangUp,
        _ => Reply.Refusal(int.Parse(answer), message),
    };

    private EngineAtStart Ask(ScriptedEngine engine, bool isPatient = true, params string[] arguments) => Ask(engine.Host, isPatient, arguments);

    private EngineAtStart Ask(string host, bool isPatient, params string[] arguments)
    {
        var settings = new Invocation(["--host", host, .. arguments]).Settings;
        using var client = new DockerEngine(settings.Endpoint, new RecordedProgress());
        return _time.Run(async () => await EngineAtStart.AskAsync(client, settings, isPatient, _time, CancellationToken.None));
    }
}
