using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Removes images that were replaced, once per image, and only where nothing and nobody uses them any more.</summary>
internal sealed class ImageCleanup(IDockerEngine engine, IUpdateEvents events)
{
    public async Task RemoveUnusedAsync(IEnumerable<string> imageIds, CancellationToken cancellation)
    {
        var used = new HashSet<string>((await engine.ListContainersAsync(cancellation)).Select(container => container.ImageId));
        foreach (var id in imageIds.Distinct())
            await RemoveAsync(id, used, cancellation);
    }

    private async Task RemoveAsync(string id, HashSet<string> used, CancellationToken cancellation)
    {
        try
        {
            if (await ReasonToKeepAsync(id, used, cancellation) is { } reason)
            {
                events.ImageKept(id, reason);
                return;
            }

            await engine.RemoveImageAsync(id, cancellation);
            events.ImageRemoved(id);
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            events.ImageKept(id, failure.Message);
        }
    }

    private async Task<string?> ReasonToKeepAsync(string id, HashSet<string> used, CancellationToken cancellation)
    {
        if (used.Contains(id))
            return "a container still uses it";
        var tags = (await engine.FindImageAsync(id, cancellation))?.Texts("RepoTags") ?? [];
        return tags.Count > 0 ? $"it is tagged {string.Join(", ", tags)}" : null;
    }
}
