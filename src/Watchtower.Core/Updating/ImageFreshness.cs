using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Finds out, once per image however many containers use it, which image its name stands for now.</summary>
internal sealed class ImageFreshness(IDockerEngine engine, IRegistry registry, IUpdateEvents events, bool noPull)
{
    /// <summary>
    /// The id of the newest image of that name, present on the engine when this returns; null if that can't be told.
    /// </summary>
    public async Task<string?> FindCurrentAsync(ImageReference image, CancellationToken cancellation)
    {
        try
        {
            var local = await engine.FindImageAsync(image.ToString(), cancellation);
            if (ReasonNotToPull(local) is { } reason)
            {
                events.ImageNotPulled(image.ToString(), reason);
                return Known(image, local);
            }

            if (await IsCurrentAsync(image, local, cancellation))
                return Known(image, local);

            events.ImagePulling(image);
            await engine.PullImageAsync(image, cancellation);
            return Known(image, await engine.FindImageAsync(image.ToString(), cancellation));
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.Postponed)
        {
            events.ImageNotPulled(image.ToString(), failure.Message);
            return null;
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            events.ImageUnknown(image.ToString(), failure.Message);
            return null;
        }
    }

    private string? ReasonNotToPull(JsonObject? local) =>
        noPull ? "--no-pull is on"
        : local is not null && local.Texts("RepoDigests").Count == 0 ? "it was built here and belongs to no registry"
        : null;

    private async Task<bool> IsCurrentAsync(ImageReference image, JsonObject? local, CancellationToken cancellation)
    {
        if (local is null)
            return false;
        var digest = await registry.FindDigestAsync(image, cancellation);
        return digest is not null
            && local.Texts("RepoDigests").Contains($"{image.FamiliarRepository}@{digest}");
    }

    private string? Known(ImageReference image, JsonObject? local)
    {
        var id = local?.Text("Id");
        if (id is null)
            events.ImageUnknown(image.ToString(), "the engine has no image of that name");
        return id;
    }
}
