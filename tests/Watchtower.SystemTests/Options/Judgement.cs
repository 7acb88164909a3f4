using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>Compares what the engine said of all containers before the update, after it, and after the second pass.</summary>
/// <param name="engine">As the table calls it.</param>
/// <param name="world">Knows the names of the containers.</param>
/// <param name="before">Container names to what the engine said.</param>
/// <param name="after">After the first pass.</param>
/// <param name="afterwards">After the second one.</param>
/// <param name="markers">Where data was written before the update.</param>
internal sealed class Judgement(
    string engine,
    OptionsWorld world,
    IReadOnlyDictionary<string, Inspection> before,
    IReadOnlyDictionary<string, Inspection> after,
    IReadOnlyDictionary<string, Inspection> afterwards,
    IReadOnlyList<(string Container, string Path)> markers)
{
    /// <summary>Every engine keeps links in a map, podman variables, too.</summary>
    private readonly IReadOnlyList<(string Half, string Key)> _unordered = engine.StartsWith("podman", StringComparison.Ordinal)
        ? [("HostConfig", "Links"), ("Config", "Env")]
        : [("HostConfig", "Links")];

    /// <summary>Old ids, long and short, to new ones: whoever refers to another container refers to its successor.</summary>
    private readonly IReadOnlyDictionary<string, string> _ids = before
        .Where(pair => after.ContainsKey(pair.Key))
        .SelectMany(pair => new[] { 64, 12 }, (pair, digits) => (Old: pair.Value.Id[..digits], New: after[pair.Key].Id[..digits]))
        .ToDictionary(id => id.Old, id => id.New);

    public Outcome Of(OptionCase option, string name)
    {
        var loss = option.LossOn(engine);
        if (!before.TryGetValue(name, out var old))
            return new Outcome(Verdict.Wrong, "it had vanished before the update");
        if (!after.TryGetValue(name, out var updated))
            return new Outcome(Verdict.Wrong, "the container is lost");

        var complaints = option.Fate == Fate.Updated ? OfUpdate(option, name, old, updated) : OfRest(old, updated);
        var expected = loss is null ? [] : complaints.Where(text => Regex.IsMatch(text, loss.Paths)).ToList();
        var wrong = complaints.Except(expected).Concat(OfNoLoss(loss, expected.Count)).Concat(OfSecondPass(name, updated)).ToList();
        return wrong.Count > 0 ? new Outcome(Verdict.Wrong, string.Join('\n', wrong))
            : loss is not null ? new Outcome(Verdict.Lost, loss.Reason)
            : new Outcome(option.Fate == Fate.Updated ? Verdict.Kept : Verdict.Untouched);
    }

    private static IEnumerable<string> OfNoLoss(Loss? loss, int losses) =>
        loss is not null && losses == 0 ? ["it is kept, although the case says that it can't be"] : [];

    private List<string> OfUpdate(OptionCase option, string name, Inspection old, Inspection updated)
    {
        if (updated.Id == old.Id)
            return ["it was not updated"];
        var complaints = new List<string>(FullComparison.Differences(old, updated, _ids, option.Fixed, _unordered));
        if (updated.Status != old.Status)
            complaints.Add($"it was {old.Status} and is {updated.Status}");
        complaints.AddRange(markers.Where(marker => marker.Container == name && marker.Path != option.Memory)
            .Select(marker => Markers.WhatIsMissing(updated, name, marker.Path)).OfType<string>());
        if (option.VolumesOf is { } other)
            complaints.AddRange(OfVolumes(old, updated, before[world.Name(other)], after[world.Name(other)]));
        return complaints;
    }

    /// <summary>All volumes of the other, also those that only its new image declares, and by no way but the user's.</summary>
    private static IEnumerable<string> OfVolumes(Inspection old, Inspection updated, Inspection oldOther, Inspection other)
    {
        var (own, others) = (VolumesOf(updated), VolumesOf(other));
        foreach (var (path, volume) in others.Where(mounted => own.GetValueOrDefault(mounted.Key) != mounted.Value))
            yield return $"the other's volume {volume} is not at {path}, but {own.GetValueOrDefault(path) ?? "nothing"}";
        var pinned = Binds(updated).Except(Binds(old)); // podman shows those of the other among its own from the beginning
        foreach (var bind in pinned.Where(bind => VolumesOf(oldOther).ContainsValue(bind.Split(':')[0])))
            yield return $"the other's volume has become its own: {bind}";
    }

    private static IEnumerable<string> Binds(Inspection container) => container.At("HostConfig.Binds")?.AsArray().Select(bind => bind!.ToString()) ?? [];

    private static Dictionary<string, string> VolumesOf(Inspection container) => container.At("Mounts")!.AsArray()
        .Where(mount => mount!["Type"]!.ToString() == "volume")
        .ToDictionary(mount => mount!["Destination"]!.ToString(), mount => mount!["Name"]!.ToString());

    private static List<string> OfRest(Inspection old, Inspection now) =>
        [.. InspectionComparison.UnexpectedDifferences(old, now, new Dictionary<string, string> { ["nothing"] = "it was not to be touched" })];

    private IEnumerable<string> OfSecondPass(string name, Inspection updated) =>
        !afterwards.TryGetValue(name, out var again) ? ["the second pass lost it"]
        : again.Id != updated.Id || again.StartedAt != updated.StartedAt ? ["the second pass changed it again"]
        : [];
}
