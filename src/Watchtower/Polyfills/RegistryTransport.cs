using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Watchtower.Registries;
using Watchtower.Tls;

namespace Watchtower.Polyfills;

/// <summary>The way to registries, without anything that a transport would do by itself: no redirects, no cookies, no logins.</summary>
internal static class RegistryTransport
{
    private const int AtOnce = 8;

    /// <summary>By file and when it was written: each is read once.</summary>
    private static readonly ConcurrentDictionary<string, TrustedAuthorities> _authorities = new();

    public static HttpMessageHandler Open(EnvironmentProxy proxy)
    {
#if !NET
        ServicePointManager.DefaultConnectionLimit = AtOnce; // it is 2 otherwise
#endif
        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = proxy,
#if NET
            MaxConnectionsPerServer = AtOnce,
#endif
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                errors == SslPolicyErrors.None || (certificate is not null && IsTrusted(request.RequestUri!, certificate, chain!, errors)),
        };
    }

    /// <summary>What the runtime does not trust by itself; if nobody else does either, the exception says why.</summary>
    private static bool IsTrusted(Uri address, X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
    {
        using var server = ClientKey.Read(certificate.RawData);
        var host = address.DnsSafeHost.Trim('[', ']');
        if (DockerCertificates.AuthoritiesOf(address).Any(file => Judge(In(file)) is null))
            return true;
#if NET
        var verdict = errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? TrustedAuthorities.Verdict(chain) : ChainVerdict.Sound;
        throw ServerCertificate.Judge(server, verdict, "this machine's list", host, DateTime.Now) ?? new TlsException(TlsTrouble.UnfitCertificate, "its certificate is not trusted");
#else
        return Judge(In(Bundle)) is { } trouble ? throw trouble : true;
#endif

        TlsException? Judge(TrustedAuthorities authorities) => ServerCertificate.Judge(server, chain.Beside(), authorities, host, DateTime.Now);
    }

    private static TrustedAuthorities In(string file) =>
        _authorities.GetOrAdd(FormattableString.Invariant($"{file} {File.GetLastWriteTimeUtc(file).Ticks}"), _ => new TrustedAuthorities(file));

#if NET
    /// <summary>Over TLS, where both sides speak it: one connection, and one look at a certificate, for all questions at once.</summary>
    public static Version NewestVersion => HttpVersion.Version20;

    private static ValueTask<int> ReadSomeAsync(Stream stream, byte[] buffer, CancellationToken cancellation) =>
        stream.ReadAsync(buffer, cancellation);

    private static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellation) => content.ReadAsStreamAsync(cancellation);
#else
    public static Version NewestVersion => HttpVersion.Version11;

    /// <summary>
    /// What .NET trusts by itself: Mono looks into a store of its own only, which an image does not have, and knows no certificates
    /// for addresses.
    /// </summary>
    private static string Bundle { get; } = Environment.GetEnvironmentVariable("SSL_CERT_FILE") is { Length: > 0 } file ? file : "/etc/ssl/certs/ca-certificates.crt";

    private static Task<int> ReadSomeAsync(Stream stream, byte[] buffer, CancellationToken cancellation) =>
        stream.ReadAsync(buffer, 0, buffer.Length, cancellation);

    private static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellation) => content.ReadAsStreamAsync();
#endif

    /// <summary>Null if there is more.</summary>
    public static async Task<byte[]?> ReadAtMostAsync(this HttpContent content, int limit, CancellationToken cancellation)
    {
        using var stream = await OpenAsync(content, cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await ReadSomeAsync(stream, buffer, cancellation) is > 0 and var count)
        {
            body.Write(buffer, 0, count);
            if (body.Length > limit)
                return null;
        }

        return body.ToArray();
    }
}
