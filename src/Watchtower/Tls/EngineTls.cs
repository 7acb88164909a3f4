using System.Security.Cryptography.X509Certificates;

namespace Watchtower.Tls;

/// <summary>How to speak TLS with an engine: what to show, and whom to trust.</summary>
/// <param name="Folder">Where the files come from.</param>
/// <param name="Identity">What is shown to an engine that asks; null for nothing.</param>
/// <param name="Authorities">Null if the engine is not verified.</param>
internal sealed record EngineTls(string Folder, ClientIdentity? Identity, TrustedAuthorities? Authorities)
{
    public const string DefaultFolder = "/etc/ssl/docker";

    private const string Authority = "ca.pem";
    private const string Certificate = "cert.pem";
    private const string Key = "key.pem";

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Certificate));

    /// <summary>As docker has it: with verification ca.pem must be there; cert.pem and key.pem belong together, and need not be there.</summary>
    /// <returns>The settings, or what is wrong as a sentence: the other one is null.</returns>
    public static (EngineTls? Tls, string? Error) Load(string folder, bool verify, bool isFolderNeeded)
    {
        if (!Cryptography.IsThere)
            return (null, "OpenSSL, which .NET needs for TLS, is not installed.");
        if (!Directory.Exists(folder) && (verify || isFolderNeeded))
            return (null, $"the directory of certificates {folder} is not there. Mount it, or say where it is in DOCKER_CERT_PATH.");

        string PathTo(string file) => Path.Combine(folder, file);
        var hasIdentity = Exists(PathTo(Certificate)) || Exists(PathTo(Key));
        var needed = (verify ? new[] { Authority } : []).Concat(hasIdentity ? [Certificate, Key] : []);
        if (needed.FirstOrDefault(file => !IsReadable(PathTo(file))) is { } missing)
            return (null, $"{PathTo(missing)} can't be read. DOCKER_CERT_PATH must hold ca.pem, cert.pem and key.pem.");
        if (verify && Pem.Certificates(File.ReadAllText(PathTo(Authority))).Count == 0)
            return (null, $"{PathTo(Authority)} holds no certificate; it takes those of the engine's authorities in PEM.");

        var (identity, error) = hasIdentity ? ClientIdentity.Load(PathTo(Certificate), PathTo(Key)) : (null, null);
        return error is null ? (new EngineTls(folder, identity, verify ? new TrustedAuthorities(PathTo(Authority)) : null), null) : (null, error);
    }

    /// <summary>Throws for a server that is not to be trusted.</summary>
    /// <returns>What is wrong with the server; null for nothing.</returns>
    public TlsException? Judge(X509Certificate2? server, IEnumerable<X509Certificate2> beside, string host) =>
        Authorities is null ? null
        : server is null ? new TlsException(TlsTrouble.UnfitCertificate, "it shows no certificate")
        : ServerCertificate.Judge(server, beside, Authorities, host, DateTime.Now);

    /// <summary>What a failure of a connection means, as far as it has to do with TLS.</summary>
    public TlsException? Explain(Exception failure) => TlsFailure.Find(failure) switch
    {
        TlsTrouble.ClientRefused when Identity is null => new TlsException(
            TlsTrouble.ClientRefused, $"it wants a certificate of this client and gets none; put cert.pem and key.pem into {Folder}", failure),
        TlsTrouble.ClientRefused => new TlsException(
            TlsTrouble.ClientRefused,
            $"it refuses the certificate {Path.Combine(Folder, Certificate)}, which has to be valid today, for clients, and issued by the authority that the engine trusts (its --tlscacert)",
            failure),
        TlsTrouble.NoCommonVersion => new TlsException(
            TlsTrouble.NoCommonVersion, "it speaks no version of TLS that this build speaks, which are 1.2 and, except on Mono, 1.3", failure),
        TlsTrouble.NoTls => new TlsException(TlsTrouble.NoTls, "it does not speak TLS there; leave --tlsverify and DOCKER_CERT_PATH out, or use the port for TLS (2376)", failure),
        _ => null,
    };

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool IsReadable(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
