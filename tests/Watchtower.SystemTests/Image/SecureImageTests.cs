using Xunit.Abstractions;

namespace Watchtower.SystemTests.Image;

/// <summary>TLS from inside the image, every variant with its own library for it: to an engine, and to a registry of the user's own.</summary>
public sealed class SecureImageTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.TlsAndPassword)
{
    private const string Bundle = "/etc/ssl/certs/ca-certificates.crt";

    [SkippableTheory]
    [MemberData(nameof(Variant.Names), MemberType = typeof(Variant))]
    public void Updates_a_container_of_an_engine_that_wants_a_certificate(string variant)
    {
        BuiltImage.Demand();
        Skip.If(Engine.TlsAddress.Length == 0, "this engine has no door with TLS that these tests know of");
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var v2 = image.Release("v2");

        var answer = Ask(variant, ["--env", $"DOCKER_HOST={Engine.TlsAddress}", "--volume", $"{Engine.TlsFolder}:/etc/ssl/docker:ro"], "--tlsverify");

        answer.ExitCode.ShouldBe(0, answer.ToString());
        answer.Output.ShouldContain("1 updated");
        Inspect(web).ImageId.ShouldBe(v2);
    }

    [SkippableTheory]
    [MemberData(nameof(Variant.Names), MemberType = typeof(Variant))]
    public void Follows_a_private_image_of_a_registry_with_an_authority_of_its_own(string variant) =>
        ShouldFollow(variant, ["--env", "SSL_CERT_FILE=/ca.pem", "--volume", $"{Registry.AuthorityFile}:/ca.pem:ro"]);

    [SkippableTheory]
    [InlineData("armv6")]
    [InlineData("amd64")]
    public void Trusts_the_authorities_of_the_machine_when_they_are_mounted(string variant) =>
        ShouldFollow(variant, ["--volume", $"{Registry.AuthorityFile}:{Bundle}:ro"]);

    [SkippableTheory]
    [InlineData("armv6")]
    [InlineData("amd64")]
    public void Does_not_trust_an_authority_that_nobody_named(string variant)
    {
        BuiltImage.Demand();
        RunOldVersion();
        LogIn();

        var answer = Ask(variant, WithLogin(), "--preflight");

        answer.Output.ShouldContain("the engine can ask, Watchtower can't");
        Registry.QuestionsOfWatchtower().ShouldBe(0);
    }

    private void ShouldFollow(string variant, string[] trust)
    {
        BuiltImage.Demand();
        var (_, v2) = RunOldVersion();
        LogIn();

        var answer = Ask(variant, [.. WithLogin(), .. trust], "--debug");

        answer.ExitCode.ShouldBe(0, answer.ToString());
        Inspect(Name("web")).ImageId.ShouldBe(v2);
        Registry.QuestionsOfWatchtower().ShouldBe(1, answer.ToString());
        $"{answer.Output}{answer.Errors}".ShouldNotContain(PrivateRegistry.Password);
    }

    private string[] WithLogin() =>
        ["--volume", $"{Engine.Socket}:/var/run/docker.sock", "--volume", $"{Path.Combine(Home, "config.json")}:/config.json:ro"];

    private Answer Ask(string variant, string[] options, params string[] arguments) =>
        BuiltImage.Ask(Engine, Name("watchtower"), variant, ["--network", "host", .. options], ["--run-once", .. arguments]);
}
