using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Faults;

/// <summary>
/// Gives the calls of every play of a scene the same names, whatever ids and names its containers have this time:
/// <c>POST containers/web/rename?name=web (old)</c>.
/// </summary>
/// <param name="playId">What the names of all containers of this play end in.</param>
public sealed partial class EngineCallName(string playId)
{
    private readonly Dictionary<string, string> _known = [];

    /// <summary>From now on that id is called so; the first name stays.</summary>
    public void Learn(string id, string name)
    {
        lock (_known)
            _known.TryAdd(id, Plain(name));
    }

    public string Of(string method, string target)
    {
        var path = Uri.UnescapeDataString(ApiVersion().Replace(target, "/")).TrimStart('/');
        lock (_known)
        {
            foreach (var (id, name) in _known)
                path = path.Replace(id, name, StringComparison.Ordinal);
        }

        return $"{method} {Plain(Constants().Replace(path, ""))}";
    }

    private string Plain(string text) => Regex.Replace(
        text, $@"-{playId}(\.watchtower-(?<role>[a-z]+)-[0-9a-f]+-[0-9a-z]+)?",
        match => match.Groups["role"].Success ? $" ({match.Groups["role"].Value})" : "");

    [GeneratedRegex(@"^/v[0-9.]+/")]
    private static partial Regex ApiVersion();

    /// <summary>What is the same in every call of a kind.</summary>
    [GeneratedRegex(@"\?(all=1|t=\d+|force=1|fromImage=.*)$")]
    private static partial Regex Constants();
}
