using System.Text;
using Watchtower.Containers;
using Watchtower.Ports;
using Watchtower.Tests.Registries;

namespace Watchtower.Tests.Docker;

public sealed class PullLoginTests
{
    private const string Pull = "POST /v1.41/images/create?fromImage=ghcr.io%2Fme%2Fapp&tag=latest";
    private static readonly Reply _done = Reply.Lines("""{"status":"Status: Image is up to date"}""");

    [Fact(Timeout = Patience.Hang)]
    public async Task Hands_the_login_to_the_engine()
    {
        using var logins = new LoginScene().Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2XDvGNyZXQ/","identitytoken":"id"}}}""");
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Pull, _done);

        await PullAsync(engine, logins);

        Auth(engine.Heads[1]).ShouldBe("""{"serveraddress":"ghcr.io","username":"me","password":"se\u00FCcret?","identitytoken":"id"}""");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Comes_as_nobody_without_a_login()
    {
        using var logins = new LoginScene();
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Pull, _done);

        await PullAsync(engine, logins);

        Auth(engine.Heads[1]).ShouldBeNull();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(500, "Get http://127.0.0.1:5000/v2/me/app/manifests/latest: no basic auth credentials")]
    [InlineData(404, "pull access denied for me/app, repository does not exist or may require 'docker login'")]
    [InlineData(500, "unauthorized: authentication required")]
    public async Task Identifies_itself_after_a_refusal_and_at_once_from_then_on(int status, string message)
    {
        using var logins = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect(Pull, Reply.Refusal(status, message)).Expect(Pull, _done).Expect(Pull, _done);

        await PullAsync(engine, logins, times: 2);

        engine.Heads.Skip(1).Select(Auth).Select(auth => auth is not null).ShouldBe([false, true, true]);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Does_not_identify_itself_when_the_engine_fails_for_another_reason()
    {
        using var logins = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(Pull, Reply.Refusal(500, "no space left on device"));

        (await Should.ThrowAsync<EngineException>(PullAsync(engine, logins))).Message.ShouldEndWith("no space left on device");

        engine.Heads.Count.ShouldBe(2);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_registry_that_repeats_what_it_was_told_does_not_get_it_into_the_log()
    {
        using var logins = new LoginScene().Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect(Pull, Reply.Refusal(500, "denied: secret, or Basic bWU6c2VjcmV0, is wrong"));

        var failure = await Should.ThrowAsync<EngineException>(PullAsync(engine, logins));

        failure.ToString().ShouldNotContain("secret");
        failure.Message.ShouldBe("can't pull ghcr.io/me/app: denied: ***, or Basic ***, is wrong");
    }

    private static async Task PullAsync(ScriptedEngine engine, LoginScene logins, int times = 1)
    {
        using var client = await engine.ConnectAsync(logins: logins.Sources);
        for (var time = 0; time < times; time++)
            await client.PullImageAsync(ImageReference.TryParse("ghcr.io/me/app")!, CancellationToken.None);
    }

    private static string? Auth(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("X-Registry-Auth:", StringComparison.OrdinalIgnoreCase))
        .Select(line => Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(':')[1].Trim().Replace('-', '+').Replace('_', '/'))))
        .SingleOrDefault();
}
