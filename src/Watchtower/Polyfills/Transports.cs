using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Watchtower.Polyfills;

/// <summary>Docker.DotNet's transports: the one for TCP differs between .NET and Mono.</summary>
internal static class Transports
{
    public static ResolvedTransport Open(ResolvedClientOptions options) => options.Endpoint.Scheme == "unix"
        ? global::Docker.DotNet.Unix.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance)
#if NET
        : global::Docker.DotNet.NativeHttp.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance);
#else
        : global::Docker.DotNet.LegacyHttp.DockerHandlerFactory.Instance.CreateHandler(options, NullLogger.Instance);
#endif
}
