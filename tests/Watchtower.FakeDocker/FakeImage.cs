using System.Text.Json.Nodes;

namespace Watchtower.FakeDocker;

/// <summary>An image, on the engine or in a registry.</summary>
/// <param name="Id"><c>sha256:…</c>.</param>
/// <param name="Config">As image inspect shows it.</param>
/// <param name="Behaviour">What its containers do.</param>
/// <param name="Digest">By which a registry knows it; null for one that was built on the engine.</param>
public sealed record FakeImage(string Id, JsonObject Config, Behaviour Behaviour, string? Digest)
{
    /// <summary>References by digest, such as <c>app@sha256:…</c>; they stay when a tag moves on.</summary>
    public HashSet<string> RepoDigests { get; } = [];
}
