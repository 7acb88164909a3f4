namespace Watchtower.Tests.Program;

public sealed class CertificateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates = new();

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

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
        new Invocation("--host", "tcp://nas").With("DOCKER_TLS_VERIFY", text).Settings.Endpoint.Uri.Scheme.ShouldBe("http");

    [Fact]
    public void The_option_overrules_the_variable() =>
        new Invocation("--host", "tcp://nas", "--tlsverify=false").With("DOCKER_TLS_VERIFY", "1").Settings.Endpoint.Uri.Scheme.ShouldBe("http");

    [Fact]
    public void Certificates_alone_encrypt_without_verifying()
    {
        _certificates.WriteClient(_folder);

        var endpoint = Given("tcp://nas").Settings.Endpoint;

        endpoint.Uri.ShouldBe(new Uri("https://nas:2376"));
        endpoint.IsUnverified.ShouldBeTrue();
        endpoint.ToString().ShouldBe("tcp://nas:2376");
    }

    [Theory]
    [InlineData("tcp://nas")]
    [InlineData("https://nas")]
    [InlineData("nas")]
    public void An_authority_is_enough_to_verify(string host)
    {
        _folder.Write("ca.pem", _certificates.Pem);

        var endpoint = Given(host, "--tlsverify").Settings.Endpoint;

        endpoint.Uri.ShouldBe(new Uri("https://nas:2376"));
        endpoint.IsUnverified.ShouldBeFalse();
    }

    [Fact]
    public void A_folder_that_was_named_is_not_passed_over_in_silence() =>
        new Invocation("--host", "tcp://nas").With("DOCKER_CERT_PATH", "/nowhere").Error.ShouldContain("/nowhere is not there");

    [Theory]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("http://nas:2375")]
    public void Certificates_have_no_say_where_nothing_is_encrypted(string host)
    {
        _certificates.WriteClient(_folder);

        Given(host).Settings.Endpoint.Uri.Scheme.ShouldBe(new Uri(host).Scheme);
        Given(host, "--tlsverify").Error.ShouldContain("--tlsverify (DOCKER_TLS_VERIFY)");
    }

    [Theory]
    [InlineData("key.pem", "", "holds no private key")]
    [InlineData("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds a key that can't be read")]
    [InlineData("key.pem", "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n", "holds a key of a kind that is not known")]
    [InlineData("key.pem", "-----BEGIN DSA PRIVATE KEY-----\nMAA=\n-----END DSA PRIVATE KEY-----\n", "holds a key of a kind that is not known")]
    [InlineData("key.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n", "is locked with a passphrase")]
    [InlineData("key.pem", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END RSA PRIVATE KEY-----\n", "is locked with a passphrase")]
    [InlineData("cert.pem", "what is this", "holds no certificate")]
    [InlineData("cert.pem", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", "can't be used together")]
    [InlineData("ca.pem", "", "holds no certificate")]
    public void A_file_that_holds_something_else_is_named(string file, string content, string wrong)
    {
        _certificates.WriteClient(_folder);
        _folder.Write("ca.pem", _certificates.Pem);
        _folder.Write(file, content);

        var error = Given("tcp://nas", "--tlsverify").Error;

        error.ShouldContain(wrong);
        error.ShouldContain(_folder.PathTo(file));
        error.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_of_another_certificate_is_noticed(bool isRsa)
    {
        _certificates.WriteClient(_folder, isRsa);
        _folder.Write("key.pem", TestCertificates.AnyKey(isRsa));

        Given("tcp://nas").Error.ShouldContain($"{_folder.PathTo("key.pem")} is not the key of {_folder.PathTo("cert.pem")}");
    }

    private Invocation Given(params string[] host) => new Invocation(["--host", .. host]).With("DOCKER_CERT_PATH", _folder.Path);

    private static Invocation Verifying(string directory) =>
        new Invocation("--host", "tcp://nas", "--tlsverify").With("DOCKER_CERT_PATH", directory);
}
