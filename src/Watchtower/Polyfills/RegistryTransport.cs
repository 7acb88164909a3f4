using Watchtower.Registries;

namespace Watchtower.Polyfills;

/// <summary>The way to registries, without anything that a transport would do by itself: no redirects, no cookies, no logins.</summary>
internal static class RegistryTransport
{
    private const int AtOnce = 8;

#if NET
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
    public static HttpMessageHandler Open(EnvironmentProxy proxy)
    {
        System.Net.ServicePointManager.DefaultConnectionLimit = AtOnce; // it is 2 otherwise
        return new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, Proxy = proxy };
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
