namespace Watchtower.Distribution;

/// <summary>What an image is called: one index for all platforms, and one image for each of them that it points at.</summary>
/// <param name="registry">Host and port; none for Docker Hub.</param>
/// <param name="repository">Such as <c>talmai/rpi-watchtower</c>.</param>
/// <param name="tag">Of the index; none for <paramref name="version"/> and what else points at it.</param>
/// <param name="version">Of the project.</param>
public sealed class ImageNames(string? registry, string repository, string? tag, string version)
{
    private readonly string _name = string.IsNullOrEmpty(registry) ? repository : $"{registry}/{repository}";
    private readonly string _tag = string.IsNullOrEmpty(tag) ? version : tag;

    /// <summary>The image of one platform, <c>talmai/rpi-watchtower:1.2.3-armv6</c>.</summary>
    public string Of(Variant variant) => $"{_name}:{_tag}-{variant.Name}";

    /// <summary>
    /// The names of the index. A release is also the newest of its minor version, and the newest of all; a version with a
    /// suffix, <c>1.2.3-rc.1</c>, and a tag that was asked for stand for themselves only.
    /// </summary>
    public IReadOnlyList<string> Indexes =>
        [.. (_tag == version && !version.Contains('-', StringComparison.Ordinal)
            ? new[] { version, version[..version.LastIndexOf('.')], "latest" }
            : [_tag]).Select(each => $"{_name}:{each}")];
}
