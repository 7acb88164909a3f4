using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>Answers what is published for the engine, if it answers at all.</summary>
public sealed class FakeRegistry(FakeEngine engine) : IRegistry
{
    public bool IsSilent { get; set; }

    public IList<string> Asked { get; } = [];

    public Task<string?> FindDigestAsync(ImageReference image, CancellationToken cancellation)
    {
        Asked.Add(image.ToString());
        return Task.FromResult(IsSilent ? null : engine.PublishedDigest(image));
    }
}
