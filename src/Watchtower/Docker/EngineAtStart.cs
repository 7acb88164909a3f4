using Watchtower.Ports;
using Watchtower.Tls;
using Watchtower.Updating;

namespace Watchtower.Docker;

/// <summary>What is asked before anything else.</summary>
/// <param name="Version">What the engine speaks.</param>
/// <param name="OwnId">Of the container this process runs in; null outside a container of that engine.</param>
internal sealed record EngineAtStart(EngineVersion Version, string? OwnId)
{
    /// <summary>A daemon in a container may be the successor of another: it asks again where that may help.</summary>
    public static async Task<EngineAtStart> AskAsync(
        DockerEngine engine, Settings settings, OwnContainer own, TimeProvider time, CancellationToken cancellation)
    {
        var isPatient = own.IsLikely && !settings.RunOnce;
        var version = await Retries.OfASuccessor.AskAsync(
            token => engine.ConnectAsync(settings.MinimumApiVersion, token), IsWorthAnother, time, cancellation);
        return new EngineAtStart(version, await own.FindAsync(engine, IsWorthAnother, time, cancellation));

        bool IsWorthAnother(EngineException failure) => isPatient && MayPass(failure, settings.Endpoint);
    }

    /// <summary>What the user has to mend is told at once.</summary>
    private static bool MayPass(EngineException failure, DockerEndpoint endpoint) =>
        failure.Failure != EngineFailure.Invalid && failure.InnerException is not TlsException && !endpoint.IsMissing;
}
