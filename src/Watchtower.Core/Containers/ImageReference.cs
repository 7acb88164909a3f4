using System.Globalization;

namespace Watchtower.Containers;

/// <summary>
/// The name under which a container's image is asked for: <c>[registry/]repository[:tag][@digest]</c>, parsed once.
/// Source: https://github.com/distribution/reference (the grammar the engine itself uses).
/// </summary>
/// <param name="Registry">Host with optional port; <c>docker.io</c> when the text names none.</param>
/// <param name="Repository">Path within the registry; Docker Hub's official images start with <c>library/</c>.</param>
/// <param name="Tag">Null when the text gives none: the engine then means <c>latest</c>, unless there is a digest.</param>
/// <param name="Digest">Such as <c>sha256:…</c>; an image pinned by digest can never become stale.</param>
public sealed record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string DockerHub = "docker.io";
    private const string OfficialImages = "library/";

    public bool IsPinned => Digest is not null;

    /// <summary>The repository as the engine lists it: Docker Hub's host and <c>library/</c> left out.</summary>
    public string FamiliarRepository
    {
        get
        {
            var (first, rest) = SplitAt(Repository, Repository.IndexOf('/'));
            return Registry != DockerHub || IsHostPart(first) ? $"{Registry}/{Repository}"
                : $"{first}/" == OfficialImages && rest!.IndexOf('/') < 0 ? rest
                : Repository;
        }
    }

    /// <summary>The tag the engine looks up: <c>latest</c> when nothing else is said.</summary>
    public string EffectiveTag => Tag ?? "latest";

    /// <summary>Whether a text is the id of an image rather than a name for one.</summary>
    public static bool IsImageId(string text)
    {
        var (algorithm, hash) = SplitAt(text, text.IndexOf(':'));
        return hash is null ? IsHash(text) : algorithm == "sha256" && IsHash(hash);
    }

    /// <summary>Parses a reference; null for anything the engine would not take as one, an image id included.</summary>
    public static ImageReference? TryParse(string? text)
    {
        if (string.IsNullOrEmpty(text) || IsImageId(text!))
            return null;

        var (named, digest) = SplitAt(text!, text!.IndexOf('@'));
        if (digest is not null && !IsDigest(digest))
            return null;

        var (path, tag) = SplitAt(named, TagColon(named));
        if (tag is not null && !IsTag(tag))
            return null;

        var (registry, repository) = SplitRegistry(path);
        return IsHost(registry) && repository.Split('/').All(IsPathPart)
            ? new ImageReference(registry, repository, tag, digest)
            : null;
    }

    /// <summary>
    /// Whether a selection such as <c>nginx</c>, <c>nginx:1.27</c> or <c>host:5000/app</c> means this image.
    /// Without a tag it means every tag; with one, only that tag.
    /// </summary>
    public bool IsSelectedBy(ImageReference selection) =>
        selection.Registry == Registry
        && selection.Repository == Repository
        && (selection.Tag is null || selection.Tag == EffectiveTag)
        && (selection.Digest is null || selection.Digest == Digest);

    public override string ToString() =>
        FamiliarRepository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    private static int TagColon(string named)
    {
        var colon = named.LastIndexOf(':');
        return colon > named.LastIndexOf('/') ? colon : -1;
    }

    private static (string Head, string? Tail) SplitAt(string text, int index) =>
        index < 0 ? (text, null) : (text.Substring(0, index), text.Substring(index + 1));

    private static (string Registry, string Repository) SplitRegistry(string path)
    {
        var (first, rest) = SplitAt(path, path.IndexOf('/'));
        if (rest is null)
            return (DockerHub, OfficialImages + path);

        if (!IsHostPart(first))
            return (DockerHub, path);

        return first is DockerHub or "index.docker.io"
            ? (DockerHub, rest.IndexOf('/') < 0 ? OfficialImages + rest : rest)
            : (first, rest);
    }

    /// <summary>The engine takes the first part for a host only if it looks like one.</summary>
    private static bool IsHostPart(string first) =>
        first == "localhost" || first.IndexOfAny(['.', ':']) >= 0 || first.Any(char.IsUpper);

    private static bool IsHash(string text) => text.Length == 64 && text.All(Uri.IsHexDigit);

    private static bool IsDigest(string text)
    {
        var (algorithm, hash) = SplitAt(text, text.IndexOf(':'));
        return algorithm.Length > 0 && hash is { Length: >= 32 } && hash.All(Uri.IsHexDigit);
    }

    private static bool IsTag(string text) =>
        text.Length is > 0 and <= 128 && text[0] is not ('.' or '-')
        && text.All(c => IsLetterOrDigit(c) || c is '_' or '.' or '-');

    private static bool IsPathPart(string text) =>
        text.Length > 0 && IsLetterOrDigit(text[0]) && IsLetterOrDigit(text[text.Length - 1])
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.' or '-');

    private static bool IsHost(string text)
    {
        var colon = text.IndexOf(':', Math.Max(0, text.IndexOf(']')));
        var (name, port) = SplitAt(text, colon);
        return name.Length > 0 && (IsLetterOrDigit(name[0]) || name[0] == '[')
            && name.All(c => IsLetterOrDigit(c) || c is '.' or '-' or '[' or ']' or ':')
            && (port is null || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
