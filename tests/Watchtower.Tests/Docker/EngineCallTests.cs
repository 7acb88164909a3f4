using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Docker;

namespace Watchtower.Tests.Docker;

/// <summary>What each call of the port says to the engine.</summary>
public sealed class EngineCallTests
{
    private const string Digest = "sha256:4e5021d210f65ebe8ee1b4e0f1a8eb9b3e6b4b0d0a1f0b5b8f3d5b7c9d1e2f3a";
    private static readonly TimeSpan _tenSeconds = TimeSpan.FromSeconds(10);

    [Theory(Timeout = Patience.Hang)]
    [InlineData("nginx")]
    [InlineData("nginx:1.27")]
    [InlineData("team/app")]
    [InlineData("host:5000/a/b:tag")]
    [InlineData("ghcr.io/team/app@" + Digest)]
    [InlineData("[::1]:5000/app")]
    [InlineData(Digest)]
    public Task Looks_an_image_up_under_the_name_it_has(string image) => AskedAsync(
        $"GET /v1.41/images/{image}/json", Reply.Json("{}"), client => client.FindImageAsync(image, CancellationToken.None));

    [Theory(Timeout = Patience.Hang)]
    [InlineData("../containers/web")]
    [InlineData("a?b=c")]
    [InlineData("a#b")]
    public async Task Asks_for_an_image_only_whatever_a_label_has_for_its_name(string image)
    {
        var surprise = await Should.ThrowAsync<Exception>(AskedAsync(
            "nothing", Reply.Json("{}"), client => client.FindImageAsync(image, CancellationToken.None)));

        surprise.Message.ShouldContain("but GET /v1.41/images/");
        surprise.Message.ShouldContain("/json came");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("nginx", "nginx", "latest")]
    [InlineData("docker.io/library/nginx:1.27", "nginx", "1.27")]
    [InlineData("team/app", "team%2Fapp", "latest")]
    [InlineData("host:5000/a/b:tag", "host%3A5000%2Fa%2Fb", "tag")]
    [InlineData("app:1.0@" + Digest, "app", "sha256%3A4e5021d210f65ebe8ee1b4e0f1a8eb9b3e6b4b0d0a1f0b5b8f3d5b7c9d1e2f3a")]
    public Task Pulls_one_tag_never_all_of_them(string image, string name, string tag) => AskedAsync(
        $"POST /v1.41/images/create?fromImage={name}&tag={tag}", Reply.Lines(),
        client => client.PullImageAsync(ImageReference.TryParse(image)!, CancellationToken.None));

    [Theory(Timeout = Patience.Hang)]
    [InlineData("web", "web")]
    [InlineData("a b", "a%20b")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a?b#c%", "a%3Fb%23c%25")]
    public async Task Escapes_a_container_s_name(string name, string path)
    {
        var none = CancellationToken.None;
        await AskedAsync($"GET /v1.41/containers/{path}/json", Reply.Json("{}"), client => client.InspectContainerAsync(name, none));
        await AskedAsync($"POST /v1.41/containers/{path}/start", Reply.Empty(), client => client.StartContainerAsync(name, none));
        await AskedAsync($"POST /v1.41/containers/{path}/stop?t=10", Reply.Empty(), client => client.StopContainerAsync(name, _tenSeconds, none));
        await AskedAsync($"POST /v1.41/containers/{path}/kill?signal=SIGHUP", Reply.Empty(), client => client.SignalContainerAsync(name, "SIGHUP", none));
        await AskedAsync($"POST /v1.41/containers/{path}/wait", Reply.Json("""{"StatusCode":0}"""), client => client.WaitContainerAsync(name, none));
        await AskedAsync($"POST /v1.41/containers/x/rename?name={path}", Reply.Empty(), client => client.RenameContainerAsync("x", name, none));
        await AskedAsync($"DELETE /v1.41/containers/{path}?force=1", Reply.Empty(), client => client.RemoveContainerAsync(name, none));
    }

    [Fact(Timeout = Patience.Hang)]
    public Task Removes_a_container_without_its_volumes() => AskedAsync(
        "DELETE /v1.41/containers/web?force=1", Reply.Empty(), client => client.RemoveContainerAsync("web", CancellationToken.None));

    [Fact(Timeout = Patience.Hang)]
    public Task Removes_an_image_without_force() => AskedAsync(
        $"DELETE /v1.41/images/{Uri.EscapeDataString(Digest)}", Reply.Json("[]"), client => client.RemoveImageAsync(Digest, CancellationToken.None));

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Sends_a_create_body_as_it_is(Transport transport)
    {
        const string Body = """{"Image":"nginx","Env":["A=ü"],"Unheard":{"Of":[1,2.50,null]}}""";
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41")
            .Expect("POST /v1.41/containers/create?name=web", Reply.Json("""{"Id":"4f1d","Warnings":[]}""", 201));
        using var client = await engine.ConnectAsync();

        (await client.CreateContainerAsync("web", (JsonObject)JsonNode.Parse(Body)!, CancellationToken.None)).ShouldBe("4f1d");

        JsonNode.DeepEquals(JsonNode.Parse(engine.Bodies[^1]), JsonNode.Parse(Body)).ShouldBeTrue();
    }

    /// <summary>Docker says nothing when it is done, podman OK.</summary>
    [Theory(Timeout = Patience.Hang)]
    [InlineData("")]
    [InlineData("OK")]
    public async Task Connects_a_network_with_the_endpoint_s_options(string done)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect("POST /v1.41/networks/a%2Fb/connect", Reply.Json(done));
        using var client = await engine.ConnectAsync();

        await client.ConnectNetworkAsync("a/b", "4f1d", new JsonObject { ["Aliases"] = new JsonArray("db") }, CancellationToken.None);

        engine.Bodies[^1].ShouldBe("""{"Container":"4f1d","EndpointConfig":{"Aliases":["db"]}}""");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(0, 0)]
    [InlineData(0.2, 1)]
    [InlineData(9.5, 10)]
    [InlineData(-1, -1)] // for ever
    [InlineData(9_999_999, 9_999_999)] // more than a timer can count
    [InlineData(int.MaxValue, int.MaxValue)]
    public Task Gives_a_container_its_time_to_stop_in_whole_seconds(double given, int sent) => AskedAsync(
        $"POST /v1.41/containers/web/stop?t={sent}", Reply.Empty(),
        client => client.StopContainerAsync("web", TimeSpan.FromSeconds(given), CancellationToken.None));

    [Fact(Timeout = Patience.Hang)]
    public async Task Does_not_mind_starting_what_runs_and_stopping_what_does_not()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect("POST /v1.41/containers/web/start", Reply.Empty(304))
            .Expect("POST /v1.41/containers/web/stop?t=10", Reply.Empty(304));
        using var client = await engine.ConnectAsync();

        await client.StartContainerAsync("web", CancellationToken.None);
        await client.StopContainerAsync("web", _tenSeconds, CancellationToken.None);

        engine.ShouldHaveBeenAskedEverything();
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Takes_a_container_without_id_for_a_broken_promise()
    {
        var failure = await Should.ThrowAsync<Ports.EngineException>(AskedAsync(
            "POST /v1.41/containers/create?name=web", Reply.Json("{}", 201), client => client.CreateContainerAsync("web", [], CancellationToken.None)));

        failure.Message.ShouldBe("can't create container web: the engine's answer is not what its API promises");
    }

    private static async Task AskedAsync(string request, Reply reply, Func<DockerEngine, Task> call)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(request, reply);
        using var client = await engine.ConnectAsync();
        await call(client);
        engine.ShouldHaveBeenAskedEverything();
    }
}
