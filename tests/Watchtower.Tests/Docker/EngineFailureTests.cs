using Watchtower.Docker;
using Watchtower.Ports;

namespace Watchtower.Tests.Docker;

public sealed class EngineFailureTests
{
    private const string Start = "POST /v1.41/containers/web/start";
    private const string Inspect = "GET /v1.41/containers/web/json";

    [Theory(Timeout = Patience.Hang)]
    [InlineData(400, EngineFailure.Invalid)]
    [InlineData(401, EngineFailure.Refused)]
    [InlineData(403, EngineFailure.Refused)]
    [InlineData(404, EngineFailure.NotFound)]
    [InlineData(409, EngineFailure.Conflict)]
    [InlineData(500, EngineFailure.Refused)]
    [InlineData(503, EngineFailure.Refused)]
    public async Task Says_what_failed_and_why_in_the_engine_s_own_words(int status, EngineFailure failure)
    {
        var thrown = await FailureAsync(Reply.Refusal(status, " no such thing: web "));

        thrown.Failure.ShouldBe(failure);
        thrown.Message.ShouldBe("can't start web: no such thing: web");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("<html>gone</html>")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"message":7}""")]
    [InlineData("""{"message":"cut""")]
    public async Task Says_the_status_where_the_engine_has_no_words(string body) =>
        (await FailureAsync(Reply.Json(body, 500))).Message.ShouldBe("can't start web: the engine answers 500");

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Sees_through_the_error_page_of_a_proxy(Transport transport)
    {
        var thrown = await FailureAsync(Reply.Html("<html><h1>502 Bad Gateway</h1></html>", 502), transport);

        thrown.Failure.ShouldBe(EngineFailure.Refused);
        thrown.Message.ShouldBe("can't start web: the engine answers 502");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("<html><h1>Please log in</h1></html>")]
    [InlineData("""{"Id":"4f1d","Config":{""")]
    [InlineData("OK")]
    public async Task Takes_what_is_not_json_for_garbled(string body)
    {
        var thrown = await InspectFailureAsync(Reply.Html(body, 200));

        thrown.Failure.ShouldBe(EngineFailure.Garbled);
        thrown.Message.ShouldBe("can't inspect container web: the engine's answer is not JSON");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Takes_json_of_another_kind_for_garbled(string body)
    {
        var thrown = await InspectFailureAsync(Reply.Json(body));

        thrown.Failure.ShouldBe(EngineFailure.Garbled);
        thrown.Message.ShouldBe("can't inspect container web: the engine's answer is not what its API promises");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Survives_nesting_without_end()
    {
        var body = new string('[', 100_000);

        (await InspectFailureAsync(Reply.Json(body))).Failure.ShouldBe(EngineFailure.Garbled);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Has_no_image_where_the_engine_knows_none()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect("GET /v1.41/images/nginx/json", Reply.Refusal(404, "No such image: nginx"));
        using var client = await engine.ConnectAsync();

        (await client.FindImageAsync("nginx", CancellationToken.None)).ShouldBeNull();
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task An_engine_that_hangs_up_before_it_answers_is_out_of_reach(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41");
        for (var attempt = 0; attempt < 10; attempt++)
            engine.Expect(Start, Reply.HangUp); // over TCP the framework tries again by itself
        using var client = await engine.ConnectAsync();

        (await Should.ThrowAsync<EngineException>(client.StartContainerAsync("web", CancellationToken.None))).ShouldBeOutOfReach();
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task An_answer_that_breaks_off_is_no_answer(Transport transport) =>
        (await InspectFailureAsync(Reply.Json("""{"Id":"4f1d"}""").CutBy(3), transport)).ShouldBeOutOfReach();

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task A_chunked_answer_that_breaks_off_is_no_answer(Transport transport) =>
        (await InspectFailureAsync(Reply.Lines("""{"Id":"4f1d"}""", "  ").CutBy(7), transport)).ShouldBeOutOfReach();

    /// <summary>Over TCP only: the transport for sockets takes the end of a connection for the end of a head.</summary>
    [Fact(Timeout = Patience.Hang)]
    public async Task A_head_that_breaks_off_is_no_answer() =>
        (await FailureAsync(Reply.Empty().CutBy(12), Transport.Tcp)).ShouldBeOutOfReach();

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task What_does_not_speak_http_is_no_engine(Transport transport) =>
        (await FailureAsync(new Reply("SSH-2.0-OpenSSH_9.2p1\r\n\r\n"u8.ToArray(), Afterwards.Closed), transport)).ShouldBeOutOfReach();

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Asks_again_on_a_new_connection_where_the_old_one_was_closed_in_between(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41")
            .Expect(Inspect, Reply.Json("{}") with { Afterwards = Afterwards.Closed })
            .Expect(Inspect, Reply.Json("{}"));
        using var client = await engine.ConnectAsync();

        await client.InspectContainerAsync("web", CancellationToken.None);
        await Task.Delay(50); // until the end of the old connection has arrived
        await client.InspectContainerAsync("web", CancellationToken.None);

        engine.ShouldHaveBeenAskedEverything();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("unix:///nowhere/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public async Task An_engine_that_is_not_there_is_out_of_reach(string host)
    {
        using var client = new DockerEngine(DockerEndpoint.Parse(host, verify: false, certificates: null).Endpoint!, new RecordedProgress());

        (await Should.ThrowAsync<EngineException>(client.ConnectAsync(minimum: null, CancellationToken.None))).ShouldBeOutOfReach();
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_socket_whose_path_is_short_in_characters_and_long_in_bytes_is_out_of_reach()
    {
        var (endpoint, error) = DockerEndpoint.Parse("unix:///" + new string('ü', 80), verify: false, certificates: null);
        if (endpoint is null)
        {
            error.ShouldNotBeNull().ShouldContain("the path of a socket");
            return;
        }

        using var client = new DockerEngine(endpoint, new RecordedProgress());
        (await Should.ThrowAsync<EngineException>(client.ConnectAsync(minimum: null, CancellationToken.None))).ShouldBeOutOfReach();
    }

    private static Task<EngineException> FailureAsync(Reply reply, Transport transport = Transport.Socket) =>
        FailureAsync(Start, reply, client => client.StartContainerAsync("web", CancellationToken.None), transport);

    private static Task<EngineException> InspectFailureAsync(Reply reply, Transport transport = Transport.Socket) =>
        FailureAsync(Inspect, reply, client => client.InspectContainerAsync("web", CancellationToken.None), transport);

    private static async Task<EngineException> FailureAsync(string request, Reply reply, Func<DockerEngine, Task> call, Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41").Expect(request, reply);
        using var client = await engine.ConnectAsync();
        return await Should.ThrowAsync<EngineException>(call(client));
    }
}
