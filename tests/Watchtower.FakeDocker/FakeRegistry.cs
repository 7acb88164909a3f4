using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>Answers what is published for the engine, if it answers at all.</summary>
public sealed class FakeRegistry(FakeEngine engine) : IRegistry
{
    public bool IsSilent { get; set; }

    /// <summary>Asks for fewer questions.</summary>
    public bool IsTired { get; set; }

    public IList<string> Asked { get; } = [];

    public Task<string?> FindDigestAsync(ImageReference image, CancellationToken cancellation)
    {
        Asked.Add(image.ToString());
        if (IsTired)
            throw new EngineException(EngineFailure.Postponed, "asked to be left alone");
        return Task.FromResult(IsSilent ? null : engine.PublishedDigest(image));
    }
}
