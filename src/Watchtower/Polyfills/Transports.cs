using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Watchtower.Docker;
#if NET
using Docker.DotNet.NativeHttp;
#else
using Microsoft.Net.Http.Client;
#endif

namespace Watchtower.Polyfills;

/// <summary>
/// Docker.DotNet's transports: the one for TCP differs between .NET and Mono. Over TLS both are given a stream that is encrypted
/// already, so they speak plain HTTP on it. An engine is never asked through a proxy: those are for registries.
/// </summary>
internal static class Transports
{
    public static ResolvedTransport Open(DockerEndpoint endpoint)
    {
        var uri = endpoint.Uri.Scheme == "https" ? new UriBuilder(endpoint.Uri) { Scheme = "http" }.Uri : endpoint.Uri;
        var options = new ResolvedClientOptions { Endpoint = uri };
        return uri.Scheme == "unix"
            ? global::Docker.DotNet.Unix.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance)
            : OpenTcp(endpoint, options);
    }

#if NET
    private static ResolvedTransport OpenTcp(DockerEndpoint endpoint, ResolvedClientOptions options)
    {
        var transport = new NativeHttpTransportOptions { ConfigureHandler = Configure };
        return global::Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance.CreateHandler(transport, options, NullLogger.Instance);

        void Configure(SocketsHttpHandler handler)
        {
            // A connection a call: on one that is kept open, the handler may send a lost request twice by itself.
            handler.PooledConnectionLifetime = TimeSpan.Zero;
            handler.UseProxy = false;
            if (endpoint.Tls is { } tls)
                handler.ConnectCallback = async (_, cancellation) => await EncryptedConnection.OpenAsync(endpoint.Host, endpoint.Uri.Port, tls, cancellation);
        }
    }
#else
    private static ResolvedTransport OpenTcp(DockerEndpoint endpoint, ResolvedClientOptions options)
    {
        var handler = endpoint.Tls is { } tls
            ? new ManagedHandler((_, _, cancellation) => EncryptedConnection.OpenAsync(endpoint.Host, endpoint.Uri.Port, tls, cancellation), NullLogger.Instance)
            : new ManagedHandler(NullLogger.Instance);
        handler.UseProxy = false;
        return new ResolvedTransport(handler, options.Endpoint);
    }
#endif
}
