using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>Why an engine refused something, in its own words, less what is different in every run.</summary>
internal static class EnginesWords
{
    private static readonly (Regex What, string Instead)[] _rules =
    [
        (new Regex("\\s+"), " "),
        (new Regex("^.*?(docker|Error response from daemon|Error): "), ""),
        (new Regex("(Error response from daemon: |docker: )"), ""),
        (new Regex("\\.? ?(See '?docker|Run 'docker|Usage:).*$"), ""),
        (new Regex("-[0-9a-f]{8}\\b"), ""),
        (new Regex("[0-9a-f]{64}"), "ID"),
        (new Regex("/tmp/[^ :\"]*"), "PATH"),
        (new Regex("\\b(case|volume|net)\\d+\\b"), "NAME"),
        (new Regex("\\b\\d{5,}\\b"), "N"),
        (new Regex("\\|"), "/"),
    ];

    public static string Of(string errors, string id)
    {
        var last = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(line => !line.StartsWith("WARNING", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal)) ?? errors;
        var words = _rules.Aggregate(last.Replace(id, "", StringComparison.Ordinal), (text, rule) => rule.What.Replace(text, rule.Instead)).Trim();
        return words.Length <= 200 ? words : words[..200] + "…";
    }
}
