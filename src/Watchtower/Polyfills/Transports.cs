using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
#if NET
using Docker.DotNet.NativeHttp;
#endif

namespace Watchtower.Polyfills;

/// <summary>Docker.DotNet's transports: the one for TCP differs between .NET and Mono.</summary>
internal static class Transports
{
#if NET
    /// <summary>A connection a call: on one that is kept open, the handler may send a lost request twice by itself.</summary>
    private static readonly NativeHttpTransportOptions _eachOnItsOwn = new()
    {
        ConfigureHandler = handler => handler.PooledConnectionLifetime = TimeSpan.Zero,
    };
#endif

    public static ResolvedTransport Open(ResolvedClientOptions options) => options.Endpoint.Scheme == "unix"
        ? global::Docker.DotNet.Unix.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance)
#if NET
        : global::Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance.CreateHandler(_eachOnItsOwn, options, NullLogger.Instance);
#else
        : global::Docker.DotNet.LegacyHttp.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance);
#endif
}
