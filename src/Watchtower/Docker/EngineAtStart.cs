using Watchtower.Ports;
using Watchtower.Tls;
using Watchtower.Updating;

namespace Watchtower.Docker;

/// <summary>What is asked before anything else.</summary>
/// <param name="Version">What the engine speaks.</param>
/// <param name="OwnId">Of the container this process runs in; null outside a container of that engine.</param>
internal sealed record EngineAtStart(EngineVersion Version, string? OwnId)
{
    /// <param name="isPatient">This process may be the successor of another: it asks again where that may help.</param>
    public static async Task<EngineAtStart> AskAsync(
        DockerEngine engine, Settings settings, bool isPatient, TimeProvider time, CancellationToken cancellation)
    {
        EngineAtStart? found = null;
        await Retries.OfASuccessor.RunAsync(
            async token => found = new EngineAtStart(
                await engine.ConnectAsync(settings.MinimumApiVersion, token), await OwnContainer.FindAsync(engine, token)),
            failure => isPatient && MayPass(failure, settings.Endpoint), time, cancellation);
        return found!;
    }

    /// <summary>What the user has to mend is told at once.</summary>
    private static bool MayPass(EngineException failure, DockerEndpoint endpoint) =>
        failure.Failure != EngineFailure.Invalid && failure.InnerException is not TlsException && !endpoint.IsMissing;
}
