using System.Xml.Linq;

namespace Watchtower.Distribution;

/// <summary>The version of everything made here stands in <c>Directory.Build.props</c>, once.</summary>
public static class ProjectVersion
{
    /// <param name="properties">The text of that file.</param>
    public static string In(string properties) =>
        XDocument.Parse(properties).Descendants("Version").SingleOrDefault()?.Value
        ?? throw new FormatException("There is no <Version> in Directory.Build.props.");

    /// <summary>Whether the git tag of a release, <c>v1.2.3</c>, and the version say the same.</summary>
    public static bool IsTagOf(string tag, string version) => tag == "v" + version;
}
