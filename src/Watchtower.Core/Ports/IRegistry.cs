using Watchtower.Containers;

namespace Watchtower.Ports;

/// <summary>A registry that can say what an image name stands for, without pulling it.</summary>
public interface IRegistry
{
    /// <summary>
    /// The digest the name stands for now, <c>sha256:…</c>; null for no answer, and then the engine is asked. Throws
    /// <see cref="EngineException"/> only for <see cref="EngineFailure.Postponed"/>, and then it is not.
    /// </summary>
    Task<string?> FindDigestAsync(ImageReference image, CancellationToken cancellation);
}
