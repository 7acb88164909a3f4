using System.Text;

namespace Watchtower.SystemTests.Faults;

/// <summary>The results as a page of the documentation.</summary>
internal static class FaultTable
{
    public static string Page(IReadOnlyList<FaultResult> results, string introduction)
    {
        var page = new StringBuilder(introduction).Append("\n| fault |");
        var scenes = results.Select(result => result.Plan.Scene).Distinct().ToList();
        foreach (var scene in scenes)
            page.Append($" {scene.Title} |");
        page.Append(" survived |\n|---|").Insert(page.Length, "---|", scenes.Count + 1).Append('\n');
        foreach (var fault in Enum.GetValues<Fault>())
            page.Append(Row(FaultPlan.Words(fault), [.. results.Where(result => result.Plan.Fault == fault)], scenes));
        page.Append(Row("all", results, scenes));
        foreach (var failed in results.Where(result => !result.IsSurvived))
            page.Append($"\n- {failed}");
        foreach (var same in results.Where(result => !result.CameUp).GroupBy(result => result.Plan.Scene))
            page.Append($"\n- In {same.Count()} plays with {same.Key.Title} the call did not come this time, so nothing went wrong.");
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Row(string title, IReadOnlyList<FaultResult> results, IEnumerable<FaultScene> scenes) =>
        $"| {title} |{string.Concat(scenes.Select(scene => $" {Cell([.. results.Where(result => result.Plan.Scene == scene)])} |"))} {Cell(results)} |\n";

    private static string Cell(IReadOnlyCollection<FaultResult> results) =>
        results.Count == 0 ? "not played" : $"{results.Count(result => result.IsSurvived)} of {results.Count}";
}
