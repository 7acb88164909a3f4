using System.Text;
using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>
/// docs/options.md: options by engine. A run with WATCHTOWER_OPTIONS_TABLE=write fills the column of its engine in;
/// any other run has to find there what it saw itself.
/// </summary>
internal sealed class OptionsTable
{
    private const string Unknown = "–";
    private static readonly string[] _columns = ["20.10", "26.1", "28.5", "podman 5"];

    private readonly Dictionary<(string Option, string Engine), string> _cells = [];
    private readonly Dictionary<(string Option, string Engine), string> _reasons = [];

    public static string File { get; } = Path.Combine(Repository.Root, "docs/options.md");

    public static OptionsTable Read()
    {
        var table = new OptionsTable();
        var lines = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];
        foreach (var cells in lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split(" | ")))
        {
            foreach (var (column, cell) in _columns.Zip(cells.Skip(1)))
                table._cells[(cells[0]["| ".Length..], column)] = cell.TrimEnd('|', ' ');
        }

        foreach (var reason in lines.Select(line => Regex.Match(line, "^\\* (.*?): (`.*?`.*?): (.*)$")).Where(match => match.Success))
            table._reasons[(reason.Groups[2].Value, reason.Groups[1].Value)] = reason.Groups[3].Value;
        return table;
    }

    /// <param name="versions">Component and version on each line, as docker prints them.</param>
    /// <returns>The column's name; of an engine without a column its first component and version.</returns>
    public static string ColumnOf(string versions)
    {
        var component = versions.Split('\n').First(line => Regex.IsMatch(line, "^(Engine|Podman)")).Replace(" Engine ", " ", StringComparison.Ordinal);
        var name = component.StartsWith("Podman", StringComparison.Ordinal)
            ? "podman " + Regex.Match(component, "\\d+").Value
            : Regex.Match(component, "\\d+\\.\\d+").Value;
        return name;
    }

    public string? Find(OptionCase option, string engine) => _cells.GetValueOrDefault((Row(option), engine));

    public void Set(OptionCase option, string engine, Outcome outcome)
    {
        _cells[(Row(option), engine)] = Cell(outcome);
        _reasons.Remove((Row(option), engine));
        if (outcome.Words.Length > 0)
            _reasons[(Row(option), engine)] = outcome.Words.Split('\n')[0];
    }

    public static string Cell(Outcome outcome) => outcome.Verdict switch
    {
        Verdict.Refused when outcome.Words.Contains("unknown flag", StringComparison.Ordinal) => "absent",
        var verdict => verdict.ToString().ToLowerInvariant(),
    };

    public void Write() => System.IO.File.WriteAllText(File, ToString());

    public override string ToString()
    {
        var text = new StringBuilder(Introduction).Append(Head("result"));
        foreach (var word in new[] { "kept", "untouched", "lost", "refused", "absent", "wrong", Unknown })
            text.Append($"| {word} | {string.Join(" | ", _columns.Select(column => Count(column, word)))} |\n");
        foreach (var family in OptionCases.All.GroupBy(option => option.Family))
        {
            text.Append($"\n## {family.Key}\n\n{Head("options")}");
            foreach (var option in family)
                text.Append($"| {Row(option)} | {string.Join(" | ", _columns.Select(column => Find(option, column) ?? Unknown))} |\n");
        }

        text.Append("\n## Why not\n\n");
        foreach (var (option, column) in OptionCases.All.SelectMany(option => _columns.Select(column => (option, column))))
        {
            if (_reasons.TryGetValue((Row(option), column), out var reason) && !reason.StartsWith("unknown flag", StringComparison.Ordinal))
                text.Append($"* {column}: {Row(option)}: {reason}\n");
        }

        return text.ToString();
    }

    private int Count(string column, string word) => OptionCases.All.Count(option => (Find(option, column) ?? Unknown) == word);

    private static string Head(string first) =>
        $"| {first} | {string.Join(" | ", _columns)} |\n|---|{string.Concat(_columns.Select(_ => "---|"))}\n";

    private static string Row(OptionCase option) =>
        $"`{option.Given.Replace("|", "/", StringComparison.Ordinal)}`{(option.About is null ? "" : $", {option.About}")}";

    private const string Introduction = """
        # Options, engine by engine

        Written by `build/options.sh`, which starts a container with each of these options on each engine, refreshes its image, lets
        Watchtower update it and compares the complete inspect answers. `./test.sh` fails if it sees something else than this table says.

        * **kept**: the same after the update, and what came from the image is the new image's;
        * **untouched**: the container does not run, so it stays the very same one;
        * **lost**: not kept, for the reason below;
        * **refused**: the engine or the kernel of the build machine refuses it, in its words below; **absent**: its client has no such option;
        * **wrong**: not kept, and it should be;
        * **–**: not tried.

        Braces stand for names of the test's own: `{self}` the container, `{peer}` another one, `{moved}` another one that is updated in the
        same pass, `{a}`, `{b}`, `{c}` networks and `{a.ip}` an address in one, `{port}` a free port, `{folder}` a directory of the host.
        What stands after ` -- ` comes after the image's name. Outside of ports, networks, other containers and life, containers run
        with `--network none`, because a network is most of the work of a start.

        """;
}
