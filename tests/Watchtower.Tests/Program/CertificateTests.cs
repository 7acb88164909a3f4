namespace Watchtower.Tests.Program;

public sealed class CertificateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Misses_the_directory_by_its_name()
    {
        var error = Verifying("/nowhere/certificates").Error;

        error.ShouldStartWith("--host tcp://nas: ");
        error.ShouldContain("the directory of certificates /nowhere/certificates is not there");
        error.ShouldContain("DOCKER_CERT_PATH");
        error.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("cert.pem")]
    [InlineData("key.pem")]
    public void Misses_each_file_by_its_name(string missing)
    {
        foreach (var file in new[] { "ca.pem", "cert.pem", "key.pem" }.Where(file => file != missing))
            _folder.Write(file, "");

        var error = Verifying(_folder.Path).Error;

        error.ShouldContain($"{_folder.PathTo(missing)} can't be read");
        error.ShouldContain("DOCKER_CERT_PATH must hold ca.pem, cert.pem and key.pem");
        error.ShouldNotContain("\n");
    }

    [Fact]
    public void A_file_that_can_not_be_read_is_as_good_as_missing()
    {
        Directory.CreateDirectory(_folder.PathTo("ca.pem"));

        Verifying(_folder.Path).Error.ShouldContain($"{_folder.PathTo("ca.pem")} can't be read");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("yes")]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("whatever")]
    public void Any_text_in_the_variable_is_a_yes_as_for_docker_itself(string text) =>
        new Invocation("--host", "tcp://nas").With("DOCKER_TLS_VERIFY", text).With("DOCKER_CERT_PATH", "/nowhere").Error.ShouldContain("/nowhere");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_variable_is_no_yes(string text) =>
        new Invocation("--host", "tcp://nas").With("DOCKER_TLS_VERIFY", text).With("DOCKER_CERT_PATH", "/nowhere").Settings.Endpoint.Uri.Scheme.ShouldBe("http");

    [Fact]
    public void The_option_overrules_the_variable() =>
        new Invocation("--host", "tcp://nas", "--tlsverify=false").With("DOCKER_TLS_VERIFY", "1").With("DOCKER_CERT_PATH", "/nowhere")
            .Settings.Endpoint.Uri.Scheme.ShouldBe("http");

    private static Invocation Verifying(string directory) =>
        new Invocation("--host", "tcp://nas", "--tlsverify").With("DOCKER_CERT_PATH", directory);
}
