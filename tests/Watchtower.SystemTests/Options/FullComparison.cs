using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>
/// The complete inspect answer before and after: what the image's first version put there has to be what the second
/// puts there, and everything else has to be the same, but for the paths listed here.
/// </summary>
internal static class FullComparison
{
    /// <summary>Paths.</summary>
    private static readonly Dictionary<string, string> _always = new()
    {
        ["Id|Created|State\\..*|Image|ImageManifestDescriptor\\..*"] = "it is another container on another image",
        ["GraphDriver\\..*|Storage\\..*"] = "the engine keeps its layers in folders of their own",
        ["NetworkSettings\\.Sandbox(ID|Key)"] = "the engine makes one for each start",
        ["NetworkSettings\\.(Networks\\.[^.]+\\.)?EndpointID"] = "as above",
        ["NetworkSettings\\.Networks\\.bridge\\.DNSNames"] = "the default bridge has no DNS; the engine notes names there at some renames only",
        ["Config\\.Volumes\\./fresh|Mounts\\./fresh\\..*"] = "the second version declares it",
    };

    /// <summary>Paths, where a health check is made.</summary>
    private static readonly Dictionary<string, string> _whereChecked = new(_always)
    {
        ["ExecIDs"] = "health checks that happen to run at the moment",
    };

    /// <summary>Lists that an engine writes as null before a start and as empty after it, or the other way round.</summary>
    private static readonly string[] _maybeEmpty = [];

    /// <summary>Path and change.</summary>
    private static readonly Dictionary<string, string> _changes = new()
    {
        ["Mounts\\..*\\.Mode: \"\" became \"z\""] = "the engine notes z, its default, for a volume that is mounted by its name",
        [$"({string.Join('|', _maybeEmpty)}): (null|\\[\\]|nothing) became (null|\\[\\]|nothing)"] = "nothing, however it is written",
    };

    /// <summary>Handed out by the engine at each start, unless the case asked for it.</summary>
    private static readonly string[] _handedOut =
    [
        "NetworkSettings\\.(Networks\\.[^.]+\\.)?(IPAddress|MacAddress|GlobalIPv6Address)",
        "NetworkSettings\\.Ports\\..*",
    ];

    public static IEnumerable<string> Differences(
        Inspection old, Inspection updated, IReadOnlyList<(string Old, string New)> ids, IReadOnlyList<string> @fixed)
    {
        var expected = new Inspection(Expected(old.Json, ids));
        var comparable = new Inspection(WithoutPinnedVolumes(old, updated));
        var mayDiffer = old.At("Config.Healthcheck.Test") is null ? _always : _whereChecked;
        return InspectionComparison.UnexpectedDifferences(expected, comparable, mayDiffer)
            .Where(difference => !_changes.Keys.Any(change => Regex.IsMatch(difference, $"^({change})$")))
            .Where(difference => !IsHandedOut(difference, @fixed));
    }

    private static bool IsHandedOut(string difference, IReadOnlyList<string> @fixed)
    {
        var path = difference[..difference.IndexOf(": ", StringComparison.Ordinal)];
        return Array.Exists(_handedOut, rule => Regex.IsMatch(path, $"^({rule})$")) && !@fixed.Any(rule => Regex.IsMatch(path, rule));
    }

    private static JsonObject Expected(JsonObject old, IReadOnlyList<(string Old, string New)> ids)
    {
        var text = Marks.OfSecondVersion(old.ToJsonString());
        text = ids.Aggregate(text, (expected, id) => expected.Replace(id.Old, id.New, StringComparison.Ordinal));
        return Sort(JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>
    /// Anonymous volumes are taken over by the name that the engine made up, which shows in Binds and Mounts. That they
    /// are the same volumes is seen in the list of what is mounted.
    /// </summary>
    private static JsonObject WithoutPinnedVolumes(Inspection old, Inspection updated)
    {
        var comparable = Sort((JsonObject)updated.Json.DeepClone());
        var hostConfig = comparable["HostConfig"]!.AsObject();
        var binds = Texts(hostConfig["Binds"]).ToList();
        var before = Texts(old.At("HostConfig.Binds")).ToList();
        var own = binds.Where(bind => before.Contains(bind) || !Regex.IsMatch(bind, "^[0-9a-f]{64}:")).ToList();
        if (own.Count < binds.Count)
            hostConfig["Binds"] = own.Count == 0 ? old.At("HostConfig.Binds")?.DeepClone() : new JsonArray([.. own.Select(bind => (JsonNode)bind)]);
        foreach (var mount in (hostConfig["Mounts"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            if (mount["Type"]?.ToString() == "volume" && Regex.IsMatch(mount["Source"]?.ToString() ?? "", "^[0-9a-f]{64}$"))
                mount.Remove("Source");
        }

        return comparable;
    }

    /// <summary>The engine keeps links in no order.</summary>
    private static JsonObject Sort(JsonObject inspection)
    {
        if (inspection["HostConfig"]!["Links"] is JsonArray links)
            inspection["HostConfig"]!["Links"] = new JsonArray([.. Texts(links).Order(StringComparer.Ordinal).Select(line => (JsonNode)line)]);
        return inspection;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray)?.Select(item => item!.ToString()) ?? [];
}
