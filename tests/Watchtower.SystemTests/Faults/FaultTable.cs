using System.Text;
using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Faults;

/// <summary>docs/faults.md: how many plays were survived, by fault and scene. A run that plays all of a scene fills its column in.</summary>
internal sealed partial class FaultTable
{
    private readonly Dictionary<(string Fault, string Scene), Cell> _cells = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _notes = [];

    private static string File { get; } = Path.Combine(Repository.Root, "docs/faults.md");

    private static IEnumerable<string> Scenes => FaultScene.All.Select(scene => scene.Title);

    public static FaultTable Read()
    {
        var table = new FaultTable();
        var lines = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];
        var rows = lines.Where(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split(" | ")).ToList();
        foreach (var row in rows)
        {
            foreach (var (scene, cell) in rows[0].Zip(row))
                table.Fill(row[0], scene, Cell.TryParse(cell));
        }

        foreach (var scene in Scenes)
            table._notes[scene] = [.. lines.Where(line => NoteOf(scene).IsMatch(line))];
        return table;
    }

    public void Fill(FaultScene scene, IReadOnlyList<FaultResult> results)
    {
        foreach (var fault in Enum.GetValues<Fault>())
        {
            var same = results.Where(result => result.Plan.Fault == fault).ToList();
            Fill(FaultPlan.Words(fault), scene.Title, new Cell(same.Count(result => result.IsSurvived), same.Count));
        }

        var without = results.Count(result => !result.CameUp);
        _notes[scene.Title] =
        [
            .. results.Where(result => !result.IsSurvived).Select(failed => $"- {failed}"),
            .. without == 0 ? Array.Empty<string>() : [$"- In {without} plays with {scene.Title} the call did not come this time, so nothing went wrong."],
        ];
    }

    public void Write(string introduction) => System.IO.File.WriteAllText(File, Page(introduction));

    public string Page(string introduction)
    {
        var faults = Enum.GetValues<Fault>().Select(FaultPlan.Words).ToList();
        var page = new StringBuilder(introduction).Append('\n').Append(Row("fault", [.. Scenes, "survived"]));
        page.Append('|').Insert(page.Length, "---|", Scenes.Count() + 2).Append('\n');
        foreach (var fault in faults)
            page.Append(Row(fault, [.. Scenes.Select(scene => Sum([fault], [scene])), Sum([fault], Scenes)]));
        page.Append(Row("all", [.. Scenes.Select(scene => Sum(faults, [scene])), Sum(faults, Scenes)]));
        foreach (var note in Scenes.SelectMany(scene => _notes.GetValueOrDefault(scene, [])))
            page.Append($"\n{note}");
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Row(string title, IEnumerable<string> cells) => $"| {title} |{string.Concat(cells.Select(cell => $" {cell} |"))}\n";

    private void Fill(string fault, string scene, Cell? cell)
    {
        if (cell is not null)
            _cells[(fault, scene)] = cell;
    }

    private string Sum(IReadOnlyList<string> faults, IEnumerable<string> scenes)
    {
        var cells = scenes.SelectMany(scene => faults.Select(fault => _cells.GetValueOrDefault((fault, scene)))).OfType<Cell>().ToList();
        return $"{new Cell(cells.Sum(cell => cell.Survived), cells.Sum(cell => cell.Played))}";
    }

    private static Regex NoteOf(string scene) => new($"^- (not survived: {Regex.Escape(scene)},|In .* plays with {Regex.Escape(scene)} the call)");

    private sealed partial record Cell(int Survived, int Played)
    {
        public override string ToString() => Played == 0 ? "not played" : $"{Survived} of {Played}";

        public static Cell? TryParse(string text) => Shape().Match(text) is { Success: true } match
            ? new Cell(int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value))
            : null;

        [GeneratedRegex("^([0-9]+) of ([0-9]+)$")]
        private static partial Regex Shape();
    }
}
