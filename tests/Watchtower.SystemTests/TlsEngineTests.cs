using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>The engine over TCP, which lets in whom its authority knows; and stand-ins for what an engine does not do.</summary>
public sealed class TlsEngineTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    private const string Unverified = "nobody checks that it is this engine which answers";

    [SkippableFact]
    public void Updates_a_container()
    {
        UseEngine(Engine.TlsFolder);
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var v2 = image.Release("v2");

        var pass = WatchOnce("--tlsverify");

        pass.Output.ShouldContain("Checked 1 container: 1 updated");
        pass.Output.ShouldNotContain(Unverified);
        Inspect(web).ImageId.ShouldBe(v2);
    }

    [SkippableTheory]
    [InlineData(true, "PKCS#1")]
    [InlineData(true, "PKCS#8")]
    [InlineData(false, "SEC1")]
    [InlineData(false, "PKCS#8")]
    public void Takes_a_key_in_every_form_that_openssl_writes(bool isRsa, string form)
    {
        UseEngine(Home);
        using var authority = Authority.Of(Engine);
        Write(authority, isRsa ? authority.ClientWithRsa() : authority.ClientOnACurve(), form);
        Variables["DOCKER_TLS_VERIFY"] = "1";

        ShouldLookAtTheEngine();
    }

    [SkippableFact]
    public void Without_tlsverify_it_is_encrypted_but_not_verified_and_says_so_once()
    {
        UseEngine(Home);
        using var stranger = Authority.WithRsa();
        using var authority = Authority.Of(Engine);
        Write(stranger, authority.ClientWithRsa());

        var pass = ShouldLookAtTheEngine();

        pass.Output.Split(Unverified).Length.ShouldBe(2);
    }

    [SkippableFact]
    public void A_client_without_a_certificate_is_told_so()
    {
        UseEngine(Home);
        File.Copy(Path.Combine(Engine.TlsFolder, "ca.pem"), Path.Combine(Home, "ca.pem"));

        ShouldFail("it wants a certificate of this client and gets none", Home);
    }

    [SkippableFact]
    public void A_client_with_a_stranger_s_certificate_is_told_so()
    {
        UseEngine(Home);
        using var stranger = Authority.WithRsa();
        using var authority = Authority.Of(Engine);
        Write(authority, stranger.ClientWithRsa());

        ShouldFail("it refuses the certificate", "cert.pem", "--tlscacert");
    }

    [SkippableFact]
    public void An_engine_of_an_unknown_authority_is_not_used()
    {
        UseEngine(Home);
        using var stranger = Authority.WithRsa();
        using var authority = Authority.Of(Engine);
        Write(stranger, authority.ClientWithRsa());

        ShouldFail("its certificate was not issued by an authority in", "ca.pem", "throwaway authority");
    }

    [SkippableFact]
    public void An_engine_that_wants_TLS_is_not_asked_without()
    {
        UseEngine(null);

        ShouldFail([], "the engine speaks TLS there", "--tlsverify", "DOCKER_CERT_PATH");
    }

    [SkippableFact]
    public void An_engine_that_does_not_speak_TLS_is_told_so()
    {
        UseEngine(Engine.TlsFolder);
        Variables["DOCKER_HOST"] = $"tcp://{Engine.Registry}"; // anything that speaks plain HTTP

        ShouldFail("it does not speak TLS there", "--tlsverify");
    }

    [SkippableFact]
    public void An_expired_certificate_is_not_taken()
    {
        using var authority = Authority.WithRsa();
        using var server = authority.Server(DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(-10), "localhost");
        using var door = Stand(authority, server);

        ShouldFail("its certificate expired on 20");
    }

    [SkippableFact]
    public void A_certificate_for_another_name_is_not_taken()
    {
        using var authority = Authority.WithRsa();
        using var server = authority.Server("engine.example", "10.0.1.2");
        using var door = Stand(authority, server);

        ShouldFail("its certificate is for engine.example, 10.0.1.2, not for localhost");
    }

#pragma warning disable CA5398 // that each version works is what is tested
    [SkippableTheory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void Speaks_both_versions_with_authorities_on_curves_and_in_between(SslProtocols version)
    {
        using var authority = Authority.OnACurve();
        using var intermediate = authority.Intermediate();
        using var server = authority.Server("localhost");
        using var door = Stand(authority, server, protocols: version);
        using var client = intermediate.ClientOnACurve();
        Write(authority, client, between: intermediate.Pem);

        if (version == SslProtocols.Tls13 && WatchtowerProgram.RunsOnMono)
            ShouldFail("it speaks no version of TLS that this build speaks");
        else
            ShouldLookAtTheEngine("--tlsverify");
    }
#pragma warning restore CA5398

    [SkippableFact]
    public void Takes_an_address_of_IPv6()
    {
        Skip.IfNot(System.Net.Sockets.Socket.OSSupportsIPv6, "there is no IPv6 here");
        using var authority = Authority.WithRsa();
        using var server = authority.Server("::1");
        using var door = Stand(authority, server, IPAddress.IPv6Loopback);

        ShouldLookAtTheEngine("--tlsverify");
    }

    /// <param name="certificates">DOCKER_CERT_PATH; null for none.</param>
    private void UseEngine(string? certificates)
    {
        Skip.If(Engine.TlsAddress.Length == 0, "this engine has no door with TLS that these tests know of");
        Variables["DOCKER_HOST"] = Engine.TlsAddress;
        Variables["DOCKER_CERT_PATH"] = certificates;
    }

    private TlsDoor Stand(Authority authority, X509Certificate2 server, IPAddress? address = null, SslProtocols protocols = SslProtocols.None)
    {
        var door = new TlsDoor(Engine.Socket, server, authority, address, protocols);
        Variables["DOCKER_HOST"] = $"tcp://{(address is null ? "localhost" : $"[{address}]")}:{door.Port}";
        Variables["DOCKER_CERT_PATH"] = Home;
        using var client = authority.ClientWithRsa();
        Write(authority, client);
        return door;
    }

    private void Write(Authority trusted, X509Certificate2 client, string form = "PKCS#8", string between = "")
    {
        File.WriteAllText(Path.Combine(Home, "ca.pem"), trusted.Pem);
        File.WriteAllText(Path.Combine(Home, "cert.pem"), client.ExportCertificatePem() + "\n" + between);
        var key = client.GetRSAPrivateKey() ?? (AsymmetricAlgorithm)client.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(Home, "key.pem"), (key, form) switch
        {
            (RSA rsa, "PKCS#1") => rsa.ExportRSAPrivateKeyPem(),
            (ECDsa curve, "SEC1") => curve.ExportECPrivateKeyPem(),
            _ => key.ExportPkcs8PrivateKeyPem(),
        });
    }

    private Answer ShouldLookAtTheEngine(params string[] arguments)
    {
        var pass = WatchOnce(["--no-pull", .. arguments]);
        pass.ExitCode.ShouldBe(0, pass.ToString());
        pass.Output.ShouldContain("Checked ");
        return pass;
    }

    private void ShouldFail(params string[] words) => ShouldFail(["--tlsverify"], words);

    private void ShouldFail(string[] arguments, params string[] words)
    {
        var pass = WatchOnce(arguments);
        pass.ExitCode.ShouldBe(1, pass.ToString());
        pass.Errors.Trim().ShouldNotContain("\n");
        foreach (var word in words)
            pass.Errors.ShouldContain(word);
    }
}
