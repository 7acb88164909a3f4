using System.Text;

namespace Watchtower.Preflight;

/// <summary>Findings as a person reads them, a row each, and below it what to do.</summary>
internal static class FindingTable
{
    private const int WidestSubject = 44;

    public static string Print(IReadOnlyList<Finding> findings)
    {
        var width = Math.Min(findings.Max(finding => finding.Subject.Length), WidestSubject);
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append($"{Word(finding.Verdict),-6}{OneLine(finding.Subject).PadRight(width)}  {OneLine(finding.Observation)}\n");
            if (finding.Remedy is not null)
                text.Append($"      -> {OneLine(finding.Remedy)}\n");
        }

        var failures = findings.Count(finding => finding.Verdict == Verdict.Failed);
        return text.Append($"\n{PreflightTexts.Summary(failures)}").ToString();
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Fine => "ok",
        Verdict.Note => "note",
        _ => "FAIL",
    };

    /// <summary>Engines, proxies and registries may say anything.</summary>
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
