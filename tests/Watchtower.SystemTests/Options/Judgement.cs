using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>Compares what the engine said of all containers before the update, after it, and after the second pass.</summary>
internal sealed class Judgement(
    IReadOnlyDictionary<string, Inspection> before,
    IReadOnlyDictionary<string, Inspection> after,
    IReadOnlyDictionary<string, Inspection> afterwards,
    IReadOnlyList<(string Container, string Path)> markers)
{
    /// <summary>Old ids, long and short, to new ones: whoever refers to another container refers to its successor.</summary>
    private readonly IReadOnlyList<(string Old, string New)> _ids =
    [
        .. from pair in before
           where after.ContainsKey(pair.Key) && after[pair.Key].Id != pair.Value.Id
           let @new = after[pair.Key].Id
           from id in new[] { (pair.Value.Id, @new), (pair.Value.Id[..12], @new[..12]) }
           select id,
    ];

    public Outcome Of(OptionCase option, string name)
    {
        if (!before.TryGetValue(name, out var old))
            return new Outcome(Verdict.Wrong, "it had vanished before the update");
        if (!after.TryGetValue(name, out var updated))
            return new Outcome(Verdict.Wrong, "the container is lost");

        var complaints = option.Fate == Fate.Updated ? OfUpdate(option, name, old, updated) : OfRest(old, updated);
        var expected = option.Loss is null ? [] : complaints.Where(text => Regex.IsMatch(text, option.Loss.Paths)).ToList();
        var wrong = complaints.Except(expected).Concat(Repeated(option, expected.Count)).Concat(OfSecondPass(name, updated)).ToList();
        return wrong.Count > 0 ? new Outcome(Verdict.Wrong, string.Join('\n', wrong))
            : option.Loss is { } loss ? new Outcome(Verdict.Lost, loss.Reason)
            : new Outcome(option.Fate == Fate.Updated ? Verdict.Kept : Verdict.Untouched);
    }

    private static IEnumerable<string> Repeated(OptionCase option, int losses) =>
        option.Loss is not null && losses == 0 ? ["it is kept, although the case says that it can't be"] : [];

    private List<string> OfUpdate(OptionCase option, string name, Inspection old, Inspection updated)
    {
        if (updated.Id == old.Id)
            return ["it was not updated"];
        var complaints = new List<string>(FullComparison.Differences(old, updated, _ids, option.Fixed));
        if (updated.Status != old.Status)
            complaints.Add($"it was {old.Status} and is {updated.Status}");
        complaints.AddRange(markers.Where(marker => marker.Container == name && marker.Path != option.Memory)
            .Select(marker => Markers.WhatIsMissing(updated, name, marker.Path)).OfType<string>());
        return complaints;
    }

    private static List<string> OfRest(Inspection old, Inspection now) =>
        [.. InspectionComparison.UnexpectedDifferences(old, now, new Dictionary<string, string> { ["nothing"] = "it was not to be touched" })];

    private IEnumerable<string> OfSecondPass(string name, Inspection updated) =>
        !afterwards.TryGetValue(name, out var again) ? ["the second pass lost it"]
        : again.Id != updated.Id || again.StartedAt != updated.StartedAt ? ["the second pass changed it again"]
        : [];
}
