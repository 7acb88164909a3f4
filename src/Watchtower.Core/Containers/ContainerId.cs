namespace Watchtower.Containers;

/// <summary>The two ways in which the engine writes the same id.</summary>
public static class ContainerId
{
    private const int ShortLength = 12;

    public static string Abbreviate(string id) => id.Length <= ShortLength ? id : id.Substring(0, ShortLength);

    /// <summary>An image id without its algorithm, cut to twelve digits, as <c>docker images</c> shows it.</summary>
    public static string AbbreviateImage(string imageId) => Abbreviate(imageId.Substring(imageId.IndexOf(':') + 1));

    /// <summary>Whether a text such as <c>4e5021d210f6</c> is the start of this image's id rather than a name.</summary>
    public static bool IsStartOfImage(string text, string imageId) =>
        text.Length >= ShortLength && imageId.Substring(imageId.IndexOf(':') + 1).StartsWith(text, StringComparison.Ordinal);
}
