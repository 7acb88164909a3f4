using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Harness;

/// <summary>A row of the table that README gives to those who put a proxy before their engine's socket.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Below the version of the API; <c>{id}</c> is one part of a path, <c>{name}</c> may have slashes.</param>
/// <param name="Purpose">What for.</param>
public sealed partial record ListedCall(string Method, string Path, string Purpose)
{
    private static readonly Version _connectsOnCreate = new(1, 44);

    public static IReadOnlyList<ListedCall> InReadme { get; } =
        [.. Row().Matches(File.ReadAllText(System.IO.Path.Combine(Repository.Root, "README.md")))
            .Select(row => new ListedCall(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value))];

    public bool MayBeRefused => Purpose.EndsWith("may be refused", StringComparison.Ordinal);

    /// <param name="api">The version that the engine speaks.</param>
    public bool IsMadeTo(Version api) => api < _connectsOnCreate || !Purpose.Contains("(engines before API 1.44)", StringComparison.Ordinal);

    /// <param name="target">Such as <c>/v1.41/containers/web/stop?t=10</c>.</param>
    public bool Is(string method, string target)
    {
        var path = Regex.Escape(Path).Replace(@"\{id}", "[^/?]+", StringComparison.Ordinal).Replace(@"\{name}", "[^?]+", StringComparison.Ordinal);
        return method == Method && Regex.IsMatch(target, $@"^(/v[0-9.]+)?{path}(\?.*)?$");
    }

    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"^\| `(GET|POST|DELETE)` \| `(/[^`]+)` \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
