using System.Text;

namespace Watchtower.Tests.Registries;

/// <summary>Keys of config.json as docker login and podman wrote them over the years, against images as people name them.</summary>
public sealed class LoginTableTests
{
    [Theory]
    [InlineData("https://index.docker.io/v1/", "nginx", true)]
    [InlineData("https://index.docker.io/v1/", "me/app:2", true)]
    [InlineData("https://index.docker.io/v1/", "docker.io/me/app", true)]
    [InlineData("https://index.docker.io/v1/", "index.docker.io/me/app", true)]
    [InlineData("https://index.docker.io/v1", "nginx", true)]
    [InlineData("https://index.docker.io/v2/", "nginx", true)]
    [InlineData("https://index.docker.io/", "nginx", true)]
    [InlineData("https://index.docker.io", "nginx", true)]
    [InlineData("http://index.docker.io/v1/", "nginx", true)]
    [InlineData("index.docker.io/v1/", "nginx", true)]
    [InlineData("index.docker.io", "nginx", true)]
    [InlineData("docker.io", "nginx", true)]
    [InlineData("https://docker.io", "nginx", true)]
    [InlineData("https://docker.io/v1/", "nginx", true)]
    [InlineData("registry-1.docker.io", "nginx", true)]
    [InlineData("https://registry-1.docker.io/v2/", "nginx", true)]
    [InlineData("HTTPS://Index.Docker.IO/v1/", "nginx", true)]
    [InlineData("docker.io/me", "me/app", true)]
    [InlineData("https://index.docker.io/v1/", "ghcr.io/me/app", false)]
    [InlineData("https://index.docker.io/v1/", "localhost/me/app", false)]
    [InlineData("https://index.docker.io/v1/", "index.docker.io.evil.example/me/app", false)]
    [InlineData("ghcr.io", "nginx", false)]
    [InlineData("ghcr.io", "ghcr.io/me/app", true)]
    [InlineData("ghcr.io/", "ghcr.io/me/app", true)]
    [InlineData("https://ghcr.io", "ghcr.io/me/app", true)]
    [InlineData("https://ghcr.io/", "ghcr.io/me/app", true)]
    [InlineData("https://ghcr.io/v1/", "ghcr.io/me/app", true)]
    [InlineData("https://ghcr.io/v2/", "ghcr.io/me/app", true)]
    [InlineData("https://ghcr.io/v0/", "ghcr.io/me/app", true)]
    [InlineData("http://ghcr.io/v1", "ghcr.io/me/app", true)]
    [InlineData("GHCR.io", "ghcr.io/me/app", true)]
    [InlineData("ghcr.io", "GHCR.io/me/app", true)]
    [InlineData(" ghcr.io ", "ghcr.io/me/app", true)]
    [InlineData("ghcr.io", "notghcr.io/me/app", false)]
    [InlineData("ghcr.io", "ghcr.io.evil.example/me/app", false)]
    [InlineData("ghcr.io", "my.ghcr.io/me/app", false)]
    [InlineData("ghcr", "ghcr.io/me/app", false)]
    [InlineData("", "ghcr.io/me/app", false)]
    [InlineData("https://", "ghcr.io/me/app", false)]
    [InlineData("*", "ghcr.io/me/app", false)]
    [InlineData("registry.example:5000", "registry.example:5000/app", true)]
    [InlineData("https://registry.example:5000", "registry.example:5000/app", true)]
    [InlineData("http://registry.example:5000/v2/", "registry.example:5000/app", true)]
    [InlineData("registry.example", "registry.example:5000/app", false)]
    [InlineData("registry.example:5000", "registry.example/app", false)]
    [InlineData("registry.example:5000", "registry.example:5001/app", false)]
    [InlineData("registry.example:443", "registry.example/app", true)]
    [InlineData("https://registry.example:443/", "registry.example/app", true)]
    [InlineData("registry.example", "registry.example:443/app", true)]
    [InlineData("http://registry.example:80", "registry.example/app", true)]
    [InlineData("registry.example:80", "registry.example/app", false)]
    [InlineData("localhost:5000", "localhost:5000/app", true)]
    [InlineData("localhost", "localhost/app", true)]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000/app", true)]
    [InlineData("127.0.0.1:5000", "localhost:5000/app", false)]
    [InlineData("[::1]:5000", "[::1]:5000/app", true)]
    [InlineData("quay.io/organization", "quay.io/organization/app", true)]
    [InlineData("quay.io/organization/app", "quay.io/organization/app", true)]
    [InlineData("https://registry.example/some/path", "registry.example/app", true)]
    public void Finds_the_login_of_that_registry_and_no_other(string key, string image, bool isFound)
    {
        using var scene = new LoginScene().Config($$$"""{"auths":{"{{{key}}}":{"auth":"{{{Base64("me:secret")}}}"} } }""");

        scene.Login(image).ShouldBe(isFound ? "me:secret" : null);
        scene.Events.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"auth":"bWU6c2VjcmV0"}""", "me:secret")]
    [InlineData("""{"auth":"bWU6c2VjcmV0","email":"me@example"}""", "me:secret")]
    [InlineData("""{"auth":"bWU6c2VjcmV0AAAA"}""", "me:secret")]
    [InlineData("""{"auth":"bWU6c2U6Y3I6ZXQ="}""", "me:se:cr:et")]
    [InlineData("""{"auth":"bWU6IA=="}""", "me: ")]
    [InlineData("""{"auth":"bcO8OnDDpHNz"}""", "mü:päss")]
    [InlineData("""{"username":"me","password":"secret"}""", "me:secret")]
    [InlineData("""{"auth":"bWU6c2VjcmV0","username":"you","password":"other"}""", "me:secret")]
    [InlineData("""{"auth":"","username":"me","password":"secret"}""", "me:secret")]
    [InlineData("""{"auth":null,"username":"me","password":"secret"}""", "me:secret")]
    [InlineData("""{"identitytoken":"id"}""", ": identity=id")]
    [InlineData("""{"auth":"bWU6","identitytoken":"id"}""", "me: identity=id")]
    [InlineData("""{"username":"<token>","password":"id"}""", ": identity=id")]
    [InlineData("""{"registrytoken":"tok"}""", ": registry=tok")]
    [InlineData("""{"auth":"bWU6c2VjcmV0","registrytoken":"tok"}""", "me:secret registry=tok")]
    [InlineData("""{}""", null)]
    [InlineData("""{"username":"me"}""", null)]
    [InlineData("""{"email":"me@example"}""", null)]
    [InlineData("""{"auth":7}""", null)]
    [InlineData("""[]""", null)]
    [InlineData("null", null)]
    [InlineData("\"bWU6c2VjcmV0\"", null)]
    public void Reads_an_entry_however_it_was_written(string entry, string? login)
    {
        using var scene = new LoginScene().Config($$$"""{"auths":{"ghcr.io":{{{entry}}}}}""");

        scene.Login("ghcr.io/me/app").ShouldBe(login);
        scene.Events.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("bWU6c2VjcmV0bWU")]
    [InlineData("bWU=")] // me, without a colon
    [InlineData("OnNlY3JldA==")] // :secret, without a name
    public void Says_which_entry_can_not_be_read(string auth)
    {
        using var scene = new LoginScene().Config($$$"""{"auths":{"ghcr.io":{"auth":"{{{auth}}}"} } }""");

        scene.Login("ghcr.io/me/app").ShouldBeNull();
        scene.Events.Told.ShouldBe(["config.json: the entry for ghcr.io is not a name and a password in base64. Log in again"]);
    }

    [Theory]
    [InlineData("quay.io/one/app", "one:1")]
    [InlineData("quay.io/one/deep/app", "deep:1")]
    [InlineData("quay.io/two/app", "two:1")]
    [InlineData("quay.io/three/app", "all:1")]
    [InlineData("quay.io/onerous/app", "all:1")]
    public void The_closest_entry_wins(string image, string login)
    {
        using var scene = new LoginScene().Config($$$"""
            {"auths":{
              "quay.io/one":{"auth":"{{{Base64("one:1")}}}"},
              "quay.io":{"auth":"{{{Base64("all:1")}}}"},
              "quay.io/one/deep":{"auth":"{{{Base64("deep:1")}}}"},
              "https://quay.io/two/":{"auth":"{{{Base64("two:1")}}}"}
            }}
            """);

        scene.Login(image).ShouldBe(login);
    }

    [Fact]
    public void The_key_that_docker_login_writes_wins_over_older_ones()
    {
        using var scene = new LoginScene().Config($$$"""
            {"auths":{
              "docker.io":{"auth":"{{{Base64("old:1")}}}"},
              "https://index.docker.io/v1/":{"auth":"{{{Base64("new:1")}}}"},
              "https://ghcr.io/v1/":{"auth":"{{{Base64("old:2")}}}"},
              "ghcr.io":{"auth":"{{{Base64("new:2")}}}"}
            }}
            """);

        scene.Login("nginx").ShouldBe("new:1");
        scene.Login("ghcr.io/me/app").ShouldBe("new:2");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
