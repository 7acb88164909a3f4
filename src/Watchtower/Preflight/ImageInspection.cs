using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Ports;
using Watchtower.Registries;
using Watchtower.Updating;

namespace Watchtower.Preflight;

/// <summary>Can the registry be asked for every image that an update would ask for, and as whom?</summary>
internal sealed class ImageInspection(DockerEngine engine, RegistryClient registry, ICredentialSource logins, WatchedContainers watched, Settings settings)
{
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellation)
    {
        try
        {
            var containers = await watched.SelectAsync(await engine.ListContainersAsync(cancellation), cancellation);
            var images = containers.Select(container => container.Image).OfType<ImageReference>()
                .GroupBy(image => image.ToString()).Select(same => same.First()).ToList();
            var rows = await Task.WhenAll(images.Select(image => LookAsync(image, cancellation)));
            return [Selection(containers.Count, images.Count), .. rows];
        }
        catch (EngineException failure)
        {
            return [Finding.Failed("containers", failure.Message, PreflightTexts.AllowIt)];
        }
    }

    private Finding Selection(int containers, int images) => containers == 0 && settings.Names.Count > 0
        ? Finding.Failed("containers", PreflightTexts.Watched(containers, images), PreflightTexts.NamesAreWrong)
        : Finding.Fine("containers", PreflightTexts.Watched(containers, images));

    private async Task<Finding> LookAsync(ImageReference image, CancellationToken cancellation)
    {
        var name = image.ToString();
        try
        {
            var local = await engine.FindImageAsync(name, cancellation);
            if (settings.NoPull)
                return Finding.Note(name, PreflightTexts.NoPull);
            var digests = local?.Texts("RepoDigests") ?? [];
            if (local is null)
                return Finding.Note(name, PreflightTexts.NotPresent);
            return digests.Count == 0 ? Finding.Note(name, PreflightTexts.BuiltHere) : await AskAsync(image, digests, cancellation);
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.Postponed)
        {
            return Finding.Note(name, failure.Message, PreflightTexts.WaitForRegistry);
        }
    }

    private async Task<Finding> AskAsync(ImageReference image, IReadOnlyList<string> digests, CancellationToken cancellation)
    {
        var name = image.ToString();
        var directly = await registry.FindAsync(image, cancellation);
        var isKnown = (await logins.OfferAsync(image, cancellation)).First is not null;
        if (directly.Digest is not null)
            return Finding.Fine(name, PreflightTexts.Answers(isKnown, IsCurrent(directly.Digest)));
        try
        {
            var digest = await engine.FindDigestAsync(image, cancellation);
            return Finding.Fine(name, PreflightTexts.ThroughEngine(directly.Reason, IsCurrent(digest)));
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            return Finding.Failed(
                name, PreflightTexts.NoWay(directly.Reason, failure.Message),
                directly.IsRefusal ? PreflightTexts.LogIn(image.Registry, isKnown) : PreflightTexts.ReachRegistry(image.Registry));
        }

        bool IsCurrent(string digest) => digests.Contains($"{image.FamiliarRepository}@{digest}");
    }
}
