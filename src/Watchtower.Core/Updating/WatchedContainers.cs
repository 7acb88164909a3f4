using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <param name="Container">A running container that is looked after.</param>
/// <param name="Image">The image it follows; null for one that never changes.</param>
public sealed record WatchedContainer(ContainerSummary Container, ImageReference? Image);

/// <summary>Which containers are looked after, each with the image its name asks for.</summary>
public sealed class WatchedContainers(IDockerEngine engine, IUpdateEvents events, TimeProvider time, ContainerSelector selector)
{
    private readonly Inspection _inspection = new(engine, events, time);

    /// <summary>In the order of their names.</summary>
    public async Task<IReadOnlyList<WatchedContainer>> SelectAsync(IReadOnlyList<ContainerSummary> listed, CancellationToken cancellation)
    {
        var named = await Bounded.SelectAsync(listed, async container => new Named(container, await ImageNameAsync(container, cancellation)), cancellation);
        var watched = new List<WatchedContainer>();
        foreach (var (container, name) in named.OrderBy(pair => pair.Container.Name, StringComparer.Ordinal))
        {
            if (name is null)
                continue;
            if (selector.ReasonToSkip(container, name) is { } reason)
                events.ContainerSkipped(container.Name, reason);
            else if (ImageReference.TryParse(name) is not { } image || ContainerId.IsStartOfImage(name, container.ImageId))
                Leave(container, "it was created from an image id, which never changes");
            else if (image.IsPinned)
                Leave(container, "its image is pinned by digest");
            else
                watched.Add(new WatchedContainer(container, image));
        }

        return watched;

        void Leave(ContainerSummary container, string reason)
        {
            watched.Add(new WatchedContainer(container, Image: null));
            events.ContainerSkipped(container.Name, reason);
        }
    }

    /// <summary>
    /// The list shows the image's id where its name has moved on, and only then the container itself has to be asked.
    /// Null if it can't be told.
    /// </summary>
    private async Task<string?> ImageNameAsync(ContainerSummary container, CancellationToken cancellation)
    {
        if (container.Labels.OriginalImage is { } original)
            return original;
        if (!container.IsRunning || !ImageReference.IsImageId(container.Image))
            return container.Image;
        return (await _inspection.ReadAsync([container], cancellation)) is [var read] ? read.ImageName : null;
    }

    // A class, not a tuple: see UpdateCycle.
    private sealed record Named(ContainerSummary Container, string? Image);
}
