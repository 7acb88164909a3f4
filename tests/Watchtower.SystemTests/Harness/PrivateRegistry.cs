using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.SystemTests.Harness;

/// <summary>How a throwaway registry keeps its door.</summary>
public enum Door
{
    /// <summary>Nobody gets in without a name and a password.</summary>
    Password,

    /// <summary>Nobody gets in without a token, which a token server gives for a name and a password.</summary>
    Token,

    /// <summary>Everybody gets in, over TLS with a certificate of an authority that nobody knows.</summary>
    Tls,

    /// <summary>TLS and a password.</summary>
    TlsAndPassword,
}

/// <summary>A throwaway registry of a test's own.</summary>
public sealed class PrivateRegistry : IDisposable
{
    public const string Username = "me";
    public const string Password = "se:cret";

    /// <summary>bcrypt of the password, as htpasswd writes it.</summary>
    private const string Hashed = "$2b$04$aynqwCgO.L8NRsgAt9iJEuQ/xvc54PqI.QaYNmo./ELrcbw0eY8Ye";

    private readonly string _folder = Directory.CreateTempSubdirectory("wt.").FullName;
    private readonly Authority _authority = Authority.WithRsa();
    private readonly RunningProgram _program;

    public PrivateRegistry(Door door = Door.Password)
    {
        File.WriteAllText(AuthorityFile, _authority.Pem);
        Tokens = door == Door.Token ? new TokenServer(_authority) : null;
        File.WriteAllText(PathTo("users"), $"{Username}:{Hashed}\n");
        File.WriteAllText(PathTo("registry.yml"), $$"""
            version: 0.1
            log: { level: info, accesslog: { disabled: false } }
            storage: { filesystem: { rootdirectory: {{PathTo("data")}} } }
            http: { addr: "127.0.0.1:0", secret: throwaway{{(door is Door.Tls or Door.TlsAndPassword ? Tls() : "")}} }
            {{Auth(door)}}
            """);
        _program = RunningProgram.Start(["docker-registry", "serve", PathTo("registry.yml")]);
    }

    /// <summary>Null where passwords go to the registry itself.</summary>
    public TokenServer? Tokens { get; }

    /// <summary>Path of the certificate of its authority.</summary>
    public string AuthorityFile => PathTo("ca.pem");

    /// <summary>Host and port, once it listens.</summary>
    public string? FindAddress()
    {
        const string words = "listening on ";
        var log = _program.OutputSoFar;
        var at = log.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? null : new string([.. log[(at + words.Length)..].TakeWhile(c => char.IsDigit(c) || c is '.' or ':')]);
    }

    /// <summary>Manifest requests so far that Watchtower sent itself.</summary>
    public int QuestionsOfWatchtower() => _program.OutputSoFar.Split('\n')
        .Count(line => line.Contains("\"HEAD /v2/", StringComparison.Ordinal) && line.Contains("/manifests/", StringComparison.Ordinal)
            && line.Contains("\" 200 ", StringComparison.Ordinal) && line.Contains("watchtower/", StringComparison.Ordinal));

    public void Dispose()
    {
        _program.Dispose();
        Tokens?.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Tls()
    {
        using var server = _authority.Server("localhost", "127.0.0.1");
        using var key = server.GetRSAPrivateKey()!;
        File.WriteAllText(PathTo("server.pem"), server.ExportCertificatePem());
        File.WriteAllText(PathTo("server.key"), key.ExportPkcs8PrivateKeyPem());
        return $", tls: {{ certificate: {PathTo("server.pem")}, key: {PathTo("server.key")} }}";
    }

    private string Auth(Door door) => door switch
    {
        Door.Password or Door.TlsAndPassword => $"auth: {{ htpasswd: {{ realm: private, path: {PathTo("users")} }} }}",
        Door.Token =>
            $"auth: {{ token: {{ realm: \"{Tokens!.Address}\", service: \"{TokenServer.Service}\", issuer: \"{TokenServer.Issuer}\", rootcertbundle: {AuthorityFile} }} }}",
        _ => "",
    };

    private string PathTo(string file) => Path.Combine(_folder, file);
}
