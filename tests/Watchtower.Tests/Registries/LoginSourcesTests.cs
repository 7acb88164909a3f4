using CsCheck;
using Watchtower.Containers;
using Watchtower.Registries;

namespace Watchtower.Tests.Registries;

public sealed class LoginSourcesTests
{
    private const string Ghcr = """{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"}}}""";

    [Fact]
    public void No_file_is_nothing_to_worry_about()
    {
        using var scene = new LoginScene();

        scene.Login("nginx").ShouldBeNull();
        scene.Events.Told.ShouldBe(["none config.json"]);
    }

    [Theory]
    [InlineData("", "config.json: it is empty")]
    [InlineData(" \n", "config.json: it is empty")]
    [InlineData("{\n\"auths\": oops", "config.json: it is not JSON, look at line 2")]
    [InlineData("[]", "config.json: it is not what docker login writes: it is not an object")]
    [InlineData("null", "config.json: it is not what docker login writes: it is not an object")]
    [InlineData("""{"auths":{},"auths":{}}""", "config.json: it is not what docker login writes: a field is there twice, or a text is none")]
    [InlineData("""{"auths":{"ghcr.io":{"auth":"a","auth":"b"}}}""", "config.json: it is not what docker login writes: a field is there twice, or a text is none")]
    [InlineData("""{"auths":{"ghcr.io":{"auth":"\ud800"}}}""", "config.json: it is not what docker login writes: a field is there twice, or a text is none")]
    public void A_file_that_can_not_be_used_costs_one_clear_line(string text, string line)
    {
        using var scene = new LoginScene().Config(text);

        scene.Login("ghcr.io/me/app").ShouldBeNull();
        scene.Login("nginx").ShouldBeNull();
        scene.Events.Told.ShouldBe([line]);
    }

    [Fact]
    public void A_directory_in_place_of_the_file_is_what_Docker_made_of_a_missing_mount()
    {
        using var scene = new LoginScene();
        Directory.CreateDirectory(scene.ConfigFile);

        scene.Login("nginx").ShouldBeNull();
        scene.Events.Told.Single().ShouldStartWith("config.json: it is a directory. Docker makes one when");
    }

    [SkippableFact]
    public void A_file_that_may_not_be_read_costs_one_clear_line()
    {
        Skip.If(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "root reads everything");
        using var scene = new LoginScene().Config(Ghcr);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scene.ConfigFile, UnixFileMode.None);

        scene.Login("ghcr.io/me/app").ShouldBeNull();
        scene.Events.Told.ShouldBe(["config.json: it can't be read. May this user open it?"]);
    }

    [Fact]
    public void A_login_on_the_host_takes_effect_with_the_next_pass()
    {
        using var scene = new LoginScene();
        scene.Login("ghcr.io/me/app").ShouldBeNull();

        scene.Config(Ghcr);
        scene.Login("ghcr.io/me/app").ShouldBeNull();
        scene.Sources.StartPass();

        scene.Login("ghcr.io/me/app").ShouldBe("me:secret");
    }

    [Fact]
    public void The_environment_comes_after_the_file()
    {
        using var scene = new LoginScene().Config(Ghcr).Variable("REPO_USER", "you").Variable("REPO_PASS", "other").Variable("REPO_HOST", "ghcr.io");

        scene.Login("ghcr.io/me/app").ShouldBe("me:secret");
    }

    [Theory]
    [InlineData("ghcr.io", "ghcr.io/me/app", true)]
    [InlineData("https://ghcr.io/", "ghcr.io/me/app", true)]
    [InlineData("docker.io", "nginx", true)]
    [InlineData("https://index.docker.io/v1/", "me/app", true)]
    [InlineData("registry.example:5000", "registry.example:5000/app", true)]
    [InlineData("ghcr.io", "nginx", false)]
    [InlineData("ghcr.io", "quay.io/me/app", false)]
    public void With_REPO_HOST_the_environment_is_for_that_registry_alone(string host, string image, bool isSent)
    {
        using var scene = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS", "secret").Variable("REPO_HOST", host);

        scene.Login(image).ShouldBe(isSent ? "me:secret" : null);
        scene.Offer(image).IfRefused.ShouldBeNull();
    }

    [Fact]
    public void Without_REPO_HOST_a_registry_gets_them_only_after_it_refused()
    {
        using var scene = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");

        scene.Offer("ghcr.io/me/app").First.ShouldBeNull();
        LoginScene.Show(scene.Offer("ghcr.io/me/app").IfRefused).ShouldBe("me:secret");
    }

    [Fact]
    public void What_was_needed_once_is_sent_at_once_from_then_on()
    {
        using var scene = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS", "secret");

        scene.Sources.WasNeeded(ImageReference.TryParse("ghcr.io/me/app:1")!);

        scene.Login("ghcr.io/me/app:2").ShouldBe("me:secret");
        scene.Login("ghcr.io/me/other").ShouldBeNull();
    }

    [Fact]
    public void Secrets_come_from_files_too()
    {
        using var scene = new LoginScene();
        scene.Variable("REPO_USER_FILE", scene.Secret("user", "me\n")).Variable("REPO_PASS_FILE", scene.Secret("pass", " se cret \r\n")).Variable("REPO_HOST", "ghcr.io");

        scene.Login("ghcr.io/me/app").ShouldBe("me: se cret ");
    }

    [Fact]
    public void Says_what_is_missing_of_a_login()
    {
        using var scene = new LoginScene().Variable("REPO_USER", "me").Variable("REPO_PASS_FILE", "/does/not/exist");

        scene.Offer("ghcr.io/me/app").ShouldBe(CredentialOffer.Nobody);
        scene.Events.Told.Skip(1).ShouldBe(
        [
            "REPO_PASS_FILE: /does/not/exist can't be read. Is it there, and may this user open it?",
            "REPO_USER: REPO_PASS is missing. Both are needed",
        ]);
    }

    [Fact]
    public void Secrets_never_print()
    {
        var login = RegistryCredentials.Login("me", "secret") with { IdentityToken = "secret", RegistryToken = "secret" };

        $"{login} {new CredentialOffer(login, login)} {new EnvironmentLogin(login, "ghcr.io")}".ShouldNotContain("secret");
        login.ToString().ShouldBe("***");
        login.Hide($"refused: {login.ForBasic()}, secret").ShouldBe("refused: ***, ***");
    }

    [Fact]
    public void Any_text_in_the_file_gives_a_login_or_a_line()
    {
        string[] words =
        [
            "{", "}", "[", "]", ":", ",", "\"auths\"", "\"ghcr.io\"", "\"auth\"", "\"bWU6c2VjcmV0\"", "\"credHelpers\"", "\"credsStore\"",
            "\"../x\"", "\"a b\"", "null", "7", "true", "\"\\ud800\"", "\0", "ü", " ", "\n", "\"https://\"", "\"identitytoken\"",
        ];
        var piece = Gen.Int[0, words.Length - 1].Select(index => words[index]);
        var pieces = piece.Array[0, 14].Select(string.Concat);
        var almost = Gen.Select(Gen.Int[0, Ghcr.Length - 1], piece, (at, change) => Ghcr[..at] + change + Ghcr[at..]);
        var shorter = Gen.Select(Gen.Int[0, Ghcr.Length - 1], Gen.Int[1, 20], (at, count) => Ghcr.Remove(at, Math.Min(count, Ghcr.Length - at)));

        Gen.OneOf(pieces, almost, shorter, Gen.String).Sample(
            text =>
            {
                using var scene = new LoginScene().Config(text);
                Should.NotThrow(() => scene.Login("ghcr.io/me/app"));
                scene.Events.Told.ShouldAllBe(line => !line.Contains('\n'));
            },
            iter: 2000,
            threads: 1);
    }
}
