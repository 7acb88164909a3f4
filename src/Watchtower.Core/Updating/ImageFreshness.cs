using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Finds out, once per image however many containers use it, which image its name stands for now. For one pass.</summary>
internal sealed class ImageFreshness(IDockerEngine engine, IRegistry registry, IUpdateEvents events, bool noPull)
{
    private readonly Detours _detours = new();

    /// <summary>Apart from each other, so that slow registries and long pulls don't keep the engine from being asked.</summary>
    private readonly Places _questions = new(Bounded.AtOnce), _pulls = new(Bounded.AtOnce);

    /// <summary>
    /// The id of the newest image of that name, present on the engine when this returns; null if that can't be told.
    /// </summary>
    public async Task<string?> FindCurrentAsync(ImageReference image, CancellationToken cancellation)
    {
        try
        {
            var local = await FindAsync(image, cancellation);
            if (ReasonNotToPull(local) is { } reason)
            {
                events.ImageNotPulled(image.ToString(), reason);
                return Known(image, local);
            }

            var digest = local is null ? null : await registry.FindDigestAsync(image, cancellation);
            return Known(image, digest is null
                ? await _detours.TakeAsync(
                    image.Registry, () => ThroughEngineAsync(image, local, cancellation), away => events.RegistryAway(image.Registry, away))
                : await UpdatedAsync(image, local, digest, cancellation));
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

    private async Task<JsonObject?> ThroughEngineAsync(ImageReference image, JsonObject? local, CancellationToken cancellation)
    {
        string? digest = null;
        try
        {
            if (local is not null)
                digest = await _questions.InOneAsync(() => engine.FindDigestAsync(image, cancellation), cancellation);
        }
        catch (EngineException failure) when (failure.Failure is EngineFailure.NotFound or EngineFailure.Invalid or EngineFailure.Refused or EngineFailure.Garbled)
        {
            events.ImageNotAsked(image.ToString(), failure.Message);
        }

        return await UpdatedAsync(image, local, digest, cancellation);
    }

    /// <summary>The image itself if it has that digest, else what a pull makes of its name.</summary>
    private async Task<JsonObject?> UpdatedAsync(ImageReference image, JsonObject? local, string? digest, CancellationToken cancellation)
    {
        if (local is not null && digest is not null && local.Texts("RepoDigests").Contains($"{image.FamiliarRepository}@{digest}"))
            return local;
        return await _pulls.InOneAsync(
            async () =>
            {
                events.ImagePulling(image);
                await engine.PullImageAsync(image, cancellation);
                return await FindAsync(image, cancellation);
            },
            cancellation);
    }

    private Task<JsonObject?> FindAsync(ImageReference image, CancellationToken cancellation) =>
        _questions.InOneAsync(() => engine.FindImageAsync(image.ToString(), cancellation), cancellation);

    private string? Known(ImageReference image, JsonObject? local)
    {
        var id = local?.Text("Id");
        if (id is null)
            events.ImageUnknown(image.ToString(), "the engine has no image of that name");
        return id;
    }
}
