using System.Net;
using Watchtower.Registries;
#if !NET
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Watchtower.Tls;
#endif

namespace Watchtower.Polyfills;

/// <summary>The way to registries, without anything that a transport would do by itself: no redirects, no cookies, no logins.</summary>
internal static class RegistryTransport
{
    private const int AtOnce = 8;

#if NET
    /// <summary>Over TLS, where both sides speak it: one connection, and one look at a certificate, for all questions at once.</summary>
    public static Version NewestVersion => HttpVersion.Version20;

    public static HttpMessageHandler Open(EnvironmentProxy proxy) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = proxy,
        MaxConnectionsPerServer = AtOnce,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
    };

    private static ValueTask<int> ReadSomeAsync(Stream stream, byte[] buffer, CancellationToken cancellation) =>
        stream.ReadAsync(buffer, cancellation);

    private static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellation) => content.ReadAsStreamAsync(cancellation);
#else
    public static Version NewestVersion => HttpVersion.Version11;

    public static HttpMessageHandler Open(EnvironmentProxy proxy)
    {
        ServicePointManager.DefaultConnectionLimit = AtOnce; // it is 2 otherwise
        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = proxy,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => errors == SslPolicyErrors.None || IsTrusted(request, certificate, chain),
        };
    }

    /// <summary>
    /// What .NET trusts by itself: Mono looks into a store of its own only, which an image does not have, and knows no certificates
    /// for addresses.
    /// </summary>
    private static readonly Lazy<TrustedAuthorities> _authorities = new(() => new TrustedAuthorities(
        Environment.GetEnvironmentVariable("SSL_CERT_FILE") is { Length: > 0 } file ? file : "/etc/ssl/certs/ca-certificates.crt"));

    private static bool IsTrusted(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain)
    {
        if (certificate is null)
            return false;
        using var server = ClientKey.Read(certificate.RawData);
        var host = request.RequestUri.DnsSafeHost.Trim('[', ']');
        return ServerCertificate.Judge(server, chain.Beside(), _authorities.Value, host, DateTime.Now) is { } trouble ? throw trouble : true;
    }

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
