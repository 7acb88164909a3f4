using Watchtower.Docker;
using Watchtower.Ports;

namespace Watchtower.Tests.Docker;

public sealed class NegotiationTests
{
    private static readonly string _own = DockerEngine.NewestApi.ToString();

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Speaks_the_version_of_an_older_engine(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41").Expect("GET /v1.41/containers/json?all=1", Reply.Json("[]"));
        using var client = await engine.ConnectAsync();

        (await client.ListContainersAsync(CancellationToken.None)).ShouldBeEmpty();

        client.ApiVersion.ShouldBe(new Version(1, 41));
        engine.ShouldHaveBeenAskedEverything();
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Speaks_its_own_version_to_a_newer_engine(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.99", oldest: "1.44").Expect($"GET /v{_own}/containers/json?all=1", Reply.Json("[]"));
        using var client = await engine.ConnectAsync();

        (await client.ListContainersAsync(CancellationToken.None)).ShouldBeEmpty();

        client.ApiVersion.ShouldBe(DockerEngine.NewestApi);
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("1.9", "1.24", "1.9")] // nine is less than twenty-four
    [InlineData("1.100", "1.24", "own")]
    [InlineData("1.24", "", "1.24")]
    public async Task Compares_versions_by_number(string newest, string oldest, string spoken)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking(newest, oldest);
        using var client = await engine.ConnectAsync();

        client.ApiVersion.ToString().ShouldBe(spoken == "own" ? _own : spoken);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Tells_what_it_found()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");
        using var client = new DockerEngine(engine.Endpoint, new RecordedProgress());

        (await client.ConnectAsync(minimum: null, CancellationToken.None)).ShouldBe(new EngineVersion("28.5.2", new Version(1, 41), "linux/arm"));
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Negotiates_again_after_the_engine_was_upgraded()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Speaking("1.45");
        using var client = await engine.ConnectAsync();

        await client.ConnectAsync(minimum: null, CancellationToken.None);

        client.ApiVersion.ShouldBe(new Version(1, 45));
        engine.ShouldHaveBeenAskedEverything();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("1.41")]
    [InlineData("1.40")]
    public async Task Takes_an_engine_that_speaks_what_is_asked_for(string minimum)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");
        using var client = new DockerEngine(engine.Endpoint, new RecordedProgress());

        (await client.ConnectAsync(Version.Parse(minimum), CancellationToken.None)).Api.ShouldBe(new Version(1, 41));
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Refuses_an_engine_older_than_asked_for()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");
        using var client = new DockerEngine(engine.Endpoint, new RecordedProgress());

        var failure = await Should.ThrowAsync<EngineException>(client.ConnectAsync(new Version(1, 44), CancellationToken.None));

        failure.Failure.ShouldBe(EngineFailure.Invalid);
        failure.Message.ShouldBe("The engine speaks API 1.41, but --apiversion asks for at least 1.44. Update Docker or lower --apiversion.");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Refuses_an_engine_that_has_forgotten_the_newest_version_it_speaks_itself()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.99", oldest: "1.90");
        using var client = new DockerEngine(engine.Endpoint, new RecordedProgress());

        var failure = await Should.ThrowAsync<EngineException>(client.ConnectAsync(minimum: null, CancellationToken.None));

        failure.Message.ShouldBe($"The engine wants at least API 1.90, but this Watchtower speaks at most {_own}. Update Watchtower.");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"ApiVersion":"latest"}""")]
    [InlineData("""{"ApiVersion":1.41}""")]
    [InlineData("""{"ApiVersion":null}""")]
    public async Task Takes_no_answer_without_a_version(string answer)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Expect("GET /version", Reply.Json(answer));
        using var client = new DockerEngine(engine.Endpoint, new RecordedProgress());

        var failure = await Should.ThrowAsync<EngineException>(client.ConnectAsync(minimum: null, CancellationToken.None));

        failure.Failure.ShouldBe(EngineFailure.Garbled);
        failure.Message.ShouldStartWith("can't ask for the engine's version: ");
    }
}
