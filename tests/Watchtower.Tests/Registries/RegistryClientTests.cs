using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Watchtower.Ports;
using Watchtower.Tests.Docker;

namespace Watchtower.Tests.Registries;

public sealed class RegistryClientTests : IDisposable
{
    private const string Digest = RegistryScene.Digest;
    private const string Ghcr = "https://ghcr.io";
    private const string Manifest = "HEAD https://ghcr.io/v2/me/app/manifests/latest";
    private const string BearerChallenge = "Bearer realm=\"https://auth.example/token\",service=\"ghcr\",scope=\"repository:other:push\"";

    private readonly RegistryScene _scene = new();

    private ScriptedRegistry Registry => _scene.Registry;

    public void Dispose() => _scene.Dispose();

    [Theory(Timeout = Patience.Hang)]
    [InlineData("nginx", "https://registry-1.docker.io", "library/nginx/manifests/latest")]
    [InlineData("me/app:2", "https://registry-1.docker.io", "me/app/manifests/2")]
    [InlineData("ghcr.io/me/app", "https://ghcr.io", "me/app/manifests/latest")]
    [InlineData("registry.example:5000/a/b/c:1", "https://registry.example:5000", "a/b/c/manifests/1")]
    [InlineData("localhost/app", "http://localhost", "app/manifests/latest")]
    [InlineData("localhost:5000/app", "http://localhost:5000", "app/manifests/latest")]
    [InlineData("127.0.0.1:5000/app", "http://127.0.0.1:5000", "app/manifests/latest")]
    [InlineData("127.9.9.9/app", "http://127.9.9.9", "app/manifests/latest")]
    [InlineData("[::1]:5000/app", "http://[::1]:5000", "app/manifests/latest")]
    [InlineData("192.168.1.2:5000/app", "https://192.168.1.2:5000", "app/manifests/latest")]
    [InlineData("127.example/app", "https://127.example", "app/manifests/latest")]
    public async Task Asks_where_the_image_comes_from(string image, string address, string path)
    {
        _scene.Open(address, path);

        (await _scene.AskAsync(image)).ShouldBe(Digest);

        Registry.Asked.ShouldBe([$"GET {address}/v2/", $"HEAD {address}/v2/{path}"]);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Fifty_questions_about_five_images_are_five_requests()
    {
        var images = Enumerable.Range(0, 5).Select(number => $"image{number}").ToList();
        _scene.Open("http://localhost:5000", [.. images.Select(image => $"{image}/manifests/latest")]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => _scene.AskAsync($"localhost:5000/{images[number % 5]}")));

        answers.ShouldAllBe(answer => answer == Digest);
        Registry.Count("HEAD").ShouldBe(5);
        Registry.Asked.Count.ShouldBe(6);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task One_token_serves_all_tags_of_a_repository_for_a_pass()
    {
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge))
            .On("GET https://auth.example/token", RegistryAnswer.Token("tok"))
            .On(Manifest, RegistryAnswer.Digest(Digest)).On(Manifest.Replace("latest", "2"), RegistryAnswer.Digest(Digest));

        await Task.WhenAll(_scene.AskAsync("ghcr.io/me/app"), _scene.AskAsync("ghcr.io/me/app:2"));

        Registry.Asked.Order().ShouldBe(
        [
            "GET https://auth.example/token?service=ghcr&scope=repository%3Ame%2Fapp%3Apull",
            "GET https://ghcr.io/v2/",
            "HEAD https://ghcr.io/v2/me/app/manifests/2 as Bearer tok",
            "HEAD https://ghcr.io/v2/me/app/manifests/latest as Bearer tok",
        ]);
        _scene.NextPass();
        await _scene.AskAsync("ghcr.io/me/app");
        Registry.Count("GET https://auth.example").ShouldBe(2);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_login_goes_to_the_token_server_and_the_token_to_the_registry()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge))
            .On("GET https://auth.example/token", RegistryAnswer.Token("tok")).On(Manifest, RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);

        Registry.Asked.Skip(1).ShouldBe(
        [
            "GET https://auth.example/token?service=ghcr&scope=repository%3Ame%2Fapp%3Apull as Basic bWU6c2VjcmV0",
            "HEAD https://ghcr.io/v2/me/app/manifests/latest as Bearer tok",
        ]);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task An_identity_token_is_exchanged_for_an_access_token()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"identitytoken":"id"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge))
            .On("POST https://auth.example/token", new RegistryAnswer(200, [], """{"access_token":"tok"}""")).On(Manifest, RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);

        Registry.Asked[1].ShouldBe(
            "POST https://auth.example/token with service=ghcr&scope=repository%3Ame%2Fapp%3Apull&grant_type=refresh_token&refresh_token=id&client_id=watchtower");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_registry_token_is_sent_as_it_is()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"registrytoken":"tok"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge)).On(Manifest, RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);

        Registry.Asked[1].ShouldEndWith("as Bearer tok");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_password_answers_the_basic_challenge()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants("Basic realm=\"x\"")).On(Manifest, RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);

        Registry.Asked[1].ShouldEndWith("as Basic bWU6c2VjcmV0");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task An_open_door_may_hide_a_closed_repository()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Ok()).On(Manifest, RegistryAnswer.Wants("Basic realm=\"x\""), RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task REPO_USER_without_REPO_HOST_is_kept_from_a_registry_that_serves_anybody()
    {
        _scene.Logins.Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge))
            .On("GET https://auth.example/token", RegistryAnswer.Token("tok")).On(Manifest, RegistryAnswer.Digest(Digest));

        await _scene.AskAsync("ghcr.io/me/app");

        Registry.Count("GET https://auth.example").ShouldBe(1);
        Registry.Asked.ShouldAllBe(request => !request.Contains("as Basic"));
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task REPO_USER_without_REPO_HOST_is_sent_after_a_refusal_and_at_once_from_then_on()
    {
        _scene.Logins.Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants("Basic realm=\"x\""))
            .On(Manifest, RegistryAnswer.Wants("Basic realm=\"x\""), RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);
        _scene.NextPass();
        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);

        Registry.Asked.Where(request => request.StartsWith("HEAD")).Select(request => request.Contains("as Basic")).ShouldBe([false, true, true]);
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(405)]
    [InlineData(501)]
    [InlineData(400)]
    [InlineData(200)]
    public async Task Where_HEAD_is_not_served_the_manifest_itself_is_read(int status)
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, new RegistryAnswer(status, [])).On(Manifest.Replace("HEAD", "GET"), new RegistryAnswer(200, [], "{}"));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe("sha256:" + Convert.ToHexStringLower(SHA256.HashData("{}"u8)));
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_digest_that_does_not_belong_to_the_manifest_is_none()
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, RegistryAnswer.Error(405))
            .On(Manifest.Replace("HEAD", "GET"), new RegistryAnswer(200, [("Docker-Content-Digest", Digest)], "{}"));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("sha256:short")]
    [InlineData("md5:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("nonsense")]
    public async Task A_digest_that_is_none_is_none(string digest)
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, RegistryAnswer.Digest(digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_to_the_end_is_no_answer_and_the_engine_will_say_why(int status)
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge)).On("GET https://auth.example/token", RegistryAnswer.Token("tok"))
            .On(Manifest, new RegistryAnswer(status, [("WWW-Authenticate", BearerChallenge)]));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();

        Registry.Asked.Count.ShouldBe(3, "there are no loops");
        _scene.Events.Told.ShouldBeEmpty();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("Bearer")]
    [InlineData("Bearer realm")]
    [InlineData("Bearer realm=")]
    [InlineData("Bearer realm=\"")]
    [InlineData("Bearer realm=\"/token\"")]
    [InlineData("Bearer realm=\"ftp://auth.example/token\"")]
    [InlineData("Bearer realm=\"http://auth.example/token\"")]
    [InlineData("Bearer realm=\"http://ghcr.io/token\"")]
    [InlineData("Bearer realm=\"http://localhost/token\"")]
    public async Task A_token_server_that_is_not_safe_is_not_asked(string challenge)
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(challenge)).On(Manifest, RegistryAnswer.Wants(challenge));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();

        Registry.Asked.ShouldAllBe(request => request.Contains("https://ghcr.io/") && !request.Contains(" as "));
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("oops")]
    [InlineData("""{"token":7}""")]
    [InlineData("""{"token":"two\r\nlines"}""")]
    [InlineData("""{"token":"a","token":"b"}""")]
    public async Task A_token_that_is_none_is_none(string body)
    {
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants(BearerChallenge)).On("GET https://auth.example/token", new RegistryAnswer(200, [], body));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();

        _scene.Events.Told[^1].ShouldBe("silent ghcr.io: its token server gives no token");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_redirect_keeps_the_login_only_on_the_same_host()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants("Basic realm=\"x\""))
            .On(Manifest, RegistryAnswer.Goto("/v2/moved")).On($"HEAD {Ghcr}/v2/moved", RegistryAnswer.Goto("https://cdn.example/x"))
            .On("HEAD https://cdn.example/x", RegistryAnswer.Goto($"{Ghcr}/back")).On($"HEAD {Ghcr}/back", RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);

        Registry.Asked.Skip(1).Select(request => request.Contains(" as ")).ShouldBe([true, true, false, false]);
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("http://ghcr.io/v2/me/app/manifests/latest", "it sends on to http://ghcr.io, where it is not safe to follow")]
    [InlineData("file:///etc/passwd", "it sends on to file://, where it is not safe to follow")]
    [InlineData("https://ghcr.io/v2/me/app/manifests/latest", "it sends in circles")]
    public async Task A_redirect_that_leads_nowhere_is_no_answer(string target, string reason)
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, RegistryAnswer.Goto(target));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();

        _scene.Events.Told[^1].ShouldBe($"silent ghcr.io: {reason}");
        Registry.Asked.Count.ShouldBeLessThan(8);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_registry_that_is_down_costs_one_time_out_and_one_line_a_pass()
    {
        _scene.Patience = TimeSpan.FromMilliseconds(300);
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Silence);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => _scene.AskAsync($"ghcr.io/me/app{number}")));
        await _scene.AskAsync("ghcr.io/me/late");

        answers.ShouldAllBe(answer => answer == null);
        Registry.Asked.Count.ShouldBe(1);
        _scene.Events.Told.Where(line => line.StartsWith("silent")).ShouldBe(["silent ghcr.io: no answer within 0 s"]);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_registry_that_is_back_is_asked_again_in_the_next_pass()
    {
        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();
        _scene.Events.Told[^1].ShouldBe("silent ghcr.io: nobody listens at ghcr.io");

        _scene.Open(Ghcr, "me/app/manifests/latest").NextPass();

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_stumble_is_forgiven()
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, RegistryAnswer.Error(502), RegistryAnswer.Error(500), RegistryAnswer.Digest(Digest));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_registry_that_keeps_failing_is_left_alone_for_the_pass()
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, RegistryAnswer.Error(500));

        await _scene.AskAsync("ghcr.io/me/app");
        await _scene.AskAsync("ghcr.io/me/other");

        Registry.Count("HEAD").ShouldBe(3);
        _scene.Events.Told[^1].ShouldBe("silent ghcr.io: it answers 500");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(429, "120", "12:02:00")]
    [InlineData(429, "Thu, 01 Jan 2026 12:10:00 GMT", "12:10:00")]
    [InlineData(429, "nonsense", "12:05:00")]
    [InlineData(429, "999999", "18:00:00")]
    [InlineData(503, "60", "12:01:00")]
    public async Task A_registry_that_asks_for_a_pause_gets_it_and_is_not_pulled_from(int status, string retryAfter, string until)
    {
        using var scene = new RegistryScene { Clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)) };
        scene.Open(Ghcr).Registry.On(Manifest, RegistryAnswer.Error(status, ("Retry-After", retryAfter)));

        (await Should.ThrowAsync<EngineException>(scene.AskAsync("ghcr.io/me/app"))).Failure.ShouldBe(EngineFailure.Postponed);
        scene.NextPass();
        await Should.ThrowAsync<EngineException>(scene.AskAsync("ghcr.io/me/other"));

        scene.Events.Told.Where(line => line.StartsWith("paused")).ShouldBe([$"paused ghcr.io until {until}"]);
        scene.Registry.Asked.Count.ShouldBe(2);
        scene.Clock.Advance(TimeSpan.FromHours(7));
        scene.Open(Ghcr, "me/app/manifests/latest").NextPass();
        (await scene.AskAsync("ghcr.io/me/app")).ShouldBe(Digest);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_manifest_without_end_or_without_its_end_is_no_answer()
    {
        _scene.Open(Ghcr);
        Registry.On(Manifest, RegistryAnswer.Error(405)).On(Manifest.Replace("HEAD", "GET"), new RegistryAnswer(200, [], "{}") { IsTruncated = true })
            .On(Manifest.Replace("/app", "/big"), RegistryAnswer.Error(405))
            .On("GET https://ghcr.io/v2/me/big/manifests/latest", new RegistryAnswer(200, [], new string('x', 5_000_000)));

        (await _scene.AskAsync("ghcr.io/me/app")).ShouldBeNull();
        _scene.NextPass();
        (await _scene.AskAsync("ghcr.io/me/big")).ShouldBeNull();

        _scene.Events.Told.Where(line => line.StartsWith("silent")).ShouldBe(["silent ghcr.io: its answer broke off", "silent ghcr.io: its answer is too long"]);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task On_this_machine_TLS_is_tried_where_plain_HTTP_is_not_spoken()
    {
        _scene.Open("https://localhost:5000", "app/manifests/latest").Registry.On("GET http://localhost:5000/v2/", RegistryAnswer.Error(400));

        (await _scene.AskAsync("localhost:5000/app")).ShouldBe(Digest);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task Nothing_that_a_registry_or_a_login_says_gets_into_a_line()
    {
        _scene.Logins.Config("""{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""");
        Registry.On($"GET {Ghcr}/v2/", RegistryAnswer.Wants("Basic realm=\"secret\"")).On(Manifest, RegistryAnswer.Error(500));

        await _scene.AskAsync("ghcr.io/me/app");

        _scene.Events.Told.ShouldAllBe(line => !line.Contains("secret") && !line.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret"))));
    }
}
