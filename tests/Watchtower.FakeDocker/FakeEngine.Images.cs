using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

public sealed partial class FakeEngine
{
    private readonly Dictionary<string, FakeImage> _images = [];
    private readonly Dictionary<string, string> _tags = [];
    private readonly Dictionary<string, FakeImage> _published = [];
    private readonly Dictionary<string, string> _pullErrors = [];

    public IReadOnlyDictionary<string, FakeImage> Images => _images;

    /// <summary>Brings an image to the engine and moves the name to it.</summary>
    public FakeImage Load(string reference, FakeImage image)
    {
        _images[image.Id] = image;
        _tags[Canonical(reference)] = image.Id;
        if (image.Digest is not null)
            image.RepoDigests.Add($"{ImageReference.TryParse(reference)!.FamiliarRepository}@{image.Digest}");
        return image;
    }

    /// <summary>What the registry holds under that name from now on.</summary>
    public void Publish(string reference, FakeImage image) => _published[Canonical(reference)] = image;

    public void RefusePull(string reference, string error) => _pullErrors[Canonical(reference)] = error;

    public FakeImage? FindImage(string reference)
    {
        if (_images.TryGetValue(reference, out var exact))
            return exact;
        if (_tags.TryGetValue(Canonical(reference), out var id))
            return _images[id];
        return _images.Values.FirstOrDefault(image => image.RepoDigests.Contains(reference))
            ?? _images.Values.FirstOrDefault(image => ContainerId.IsStartOfImage(reference.Replace("sha256:", "", StringComparison.Ordinal), image.Id));
    }

    /// <summary>What the registry holds under that name; null if it has no such image.</summary>
    public FakeImage? PublishedImage(string reference) => _published.GetValueOrDefault(Canonical(reference));

    /// <summary>The digest of it.</summary>
    internal string? PublishedDigest(ImageReference reference) => PublishedImage(reference.ToString())?.Digest;

    /// <summary>Why the engine gets through to no registry; null if it does.</summary>
    public string? Outage { get; set; }

    /// <summary>Whether <c>/distribution</c> is served at all.</summary>
    public bool AnswersForRegistries { get; set; } = true;

    internal string AskRegistry(ImageReference reference) =>
        !AnswersForRegistries ? throw Fail(EngineFailure.Refused, "the engine answers 403")
        : Outage is not null ? throw Fail(EngineFailure.RegistryAway, Outage)
        : PublishedDigest(reference) ?? throw Fail(EngineFailure.NotFound, "manifest unknown");

    internal void Pull(ImageReference reference)
    {
        lock (_lock)
        {
            if (Outage is not null)
                throw Fail(EngineFailure.RegistryAway, Outage);
            var name = Canonical(reference.ToString());
            if (_pullErrors.TryGetValue(name, out var error))
                throw Fail(EngineFailure.Refused, error);
            if (!_published.TryGetValue(name, out var image))
                throw Fail(EngineFailure.NotFound, $"manifest for {name} not found: manifest unknown: manifest unknown");
            Load(name, image);
        }
    }

    internal void RemoveImage(string id)
    {
        lock (_lock)
        {
            var image = FindImage(id) ?? throw Fail(EngineFailure.NotFound, $"No such image: {id}");
            if (_containers.FirstOrDefault(container => container.Image.Id == image.Id) is { } user)
                throw Fail(EngineFailure.Conflict, $"conflict: unable to delete {ContainerId.AbbreviateImage(image.Id)} (cannot be forced) - image is being used by container {user.ShortId}");
            if (TagsOf(image).Count() > 1)
                throw Fail(EngineFailure.Conflict, $"conflict: unable to delete {ContainerId.AbbreviateImage(image.Id)} (must be forced) - image is referenced in multiple repositories");
            foreach (var tag in TagsOf(image).ToList())
                _tags.Remove(tag);
            _images.Remove(image.Id);
        }
    }

    internal JsonObject? DescribeImage(string reference)
    {
        lock (_lock)
        {
            return FindImage(reference) is { } image
                ? new JsonObject
                {
                    ["Id"] = image.Id,
                    ["RepoTags"] = Json.List(TagsOf(image)),
                    ["RepoDigests"] = Json.List(image.RepoDigests),
                    ["Config"] = image.Config.DeepClone(),
                }
                : null;
        }
    }

    private IEnumerable<string> TagsOf(FakeImage image) => _tags.Where(tag => tag.Value == image.Id).Select(tag => tag.Key);

    /// <summary>With its tag, as the engine lists it.</summary>
    private static string Canonical(string reference) =>
        ImageReference.TryParse(reference) is { Digest: null } parsed
            ? $"{parsed.FamiliarRepository}:{parsed.EffectiveTag}"
            : reference;
}
