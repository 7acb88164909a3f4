using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Ports;
using Watchtower.Tests.Registries;

namespace Watchtower.Tests.Docker;

public sealed class EngineRegistryTests
{
    private const string Ask = "GET /v1.41/distribution/ghcr.io/me/app:latest/json";
    private static readonly Reply _digest = Reply.Json($$"""{"Descriptor":{"mediaType":"x","digest":"{{RegistryScene.Digest}}","size":1},"Platforms":[]}""");

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Has_the_engine_ask_a_registry(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41").Expect(Ask, _digest);
        using var client = await engine.ConnectAsync();

        (await FindAsync(client)).ShouldBe(RegistryScene.Digest);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Hands_over_the_login_and_the_second_one_after_a_refusal()
    {
        using var logins = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect(Ask, Reply.Refusal(401, "unauthorized: authentication required")).Expect(Ask, _digest);
        using var client = await engine.ConnectAsync(logins: logins.Sources);

        (await FindAsync(client)).ShouldBe(RegistryScene.Digest);

        engine.Heads.Skip(1).Select(head => head.Contains("X-Registry-Auth:")).ShouldBe([false, true]);
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(500, "Get \\\"https://ghcr.io/v2/\\\": dial tcp 127.0.0.1:1: connect: connection refused", EngineFailure.RegistryAway)]
    [InlineData(500, "Get \\\"https://ghcr.io/v2/\\\": dial tcp: lookup ghcr.io on 10.0.0.1:53: no such host", EngineFailure.RegistryAway)]
    [InlineData(500, "Get \\\"https://ghcr.io/v2/\\\": x509: certificate signed by unknown authority", EngineFailure.RegistryAway)]
    [InlineData(500, "Get \\\"https://ghcr.io/v2/\\\": http: server gave HTTP response to HTTPS client", EngineFailure.RegistryAway)]
    [InlineData(500, "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", EngineFailure.RegistryAway)]
    [InlineData(500, "toomanyrequests: You have reached your pull rate limit.", EngineFailure.RegistryAway)]
    [InlineData(401, "unauthorized: authentication required", EngineFailure.Refused)]
    [InlineData(403, "Forbidden", EngineFailure.Refused)]
    [InlineData(404, "manifest unknown: manifest unknown", EngineFailure.NotFound)]
    public async Task Tells_a_registry_that_is_away_from_one_that_refuses(int status, string message, EngineFailure failure)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Ask, Reply.Refusal(status, message));
        using var client = await engine.ConnectAsync();

        (await Should.ThrowAsync<EngineException>(FindAsync(client))).Failure.ShouldBe(failure);
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"Descriptor":{"digest":7}}""")]
    public async Task An_answer_without_a_digest_is_none(string body)
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Ask, Reply.Json(body));
        using var client = await engine.ConnectAsync();

        (await Should.ThrowAsync<EngineException>(FindAsync(client))).Failure.ShouldBe(EngineFailure.Garbled);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_pull_that_does_not_get_to_the_registry_says_so_too()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(
            "POST /v1.41/images/create?fromImage=ghcr.io%2Fme%2Fapp&tag=latest", Reply.Lines("""{"error":"dial tcp: i/o timeout"}"""));
        using var client = await engine.ConnectAsync();

        var failure = await Should.ThrowAsync<EngineException>(client.PullImageAsync(ImageReference.TryParse("ghcr.io/me/app")!, CancellationToken.None));

        failure.Failure.ShouldBe(EngineFailure.RegistryAway);
        failure.Message.ShouldBe("can't pull ghcr.io/me/app: dial tcp: i/o timeout");
    }

    private static Task<string> FindAsync(DockerEngine client) => client.FindDigestAsync(ImageReference.TryParse("ghcr.io/me/app")!, CancellationToken.None);
}
