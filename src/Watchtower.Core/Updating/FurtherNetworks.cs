using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

internal static class FurtherNetworks
{
    /// <summary>Of a container just created, where the engine takes only one network at creation.</summary>
    public static async Task ConnectAsync(this IDockerEngine engine, string id, Recreation recreation)
    {
        foreach (var network in recreation.FurtherNetworks)
            await engine.ConnectNetworkAsync(network.Key, id, network.Value, CancellationToken.None);
    }
}
