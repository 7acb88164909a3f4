using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Removing a container takes the engine a moment, in which it is still listed and holds on to its name.</summary>
internal sealed class Departures(IDockerEngine engine, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);

    /// <returns>All containers, once none is on its way out any more, or when patience is over.</returns>
    public async Task<IReadOnlyList<ContainerSummary>> AwaitAsync(Func<ContainerSummary, bool> isLeaving)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var listed = await engine.ListContainersAsync(CancellationToken.None);
            if (!listed.Any(isLeaving) || time.GetElapsedTime(began) > _patience)
                return listed;
            await time.Delay(_poll, CancellationToken.None);
        }
    }
}
