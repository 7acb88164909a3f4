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
        ["NetworkSettings\\.(Networks\\.[^.]+\\.)?EndpointID"] = "the same for each network",
        ["NetworkSettings\\.Networks\\.bridge\\.DNSNames"] = "the default bridge has no DNS; the engine notes names there at some renames only",
        ["Config\\.Volumes\\./fresh|Mounts\\./fresh\\..*"] = "the second version declares it",
    };

    /// <summary>Paths, where a health check is made.</summary>
    private static readonly Dictionary<string, string> _whereChecked = new(_always)
    {
        ["ExecIDs"] = "health checks that happen to run at the moment",
    };

    /// <summary>An engine repeats here whether its client sent null, an empty list or nothing at all.</summary>
    private static readonly string[] _maybeEmpty = ["NetworkSettings\\.Networks\\.[^.]+\\.(Aliases|Links|DriverOpts)", "HostConfig\\.Blkio[A-Za-z]+"];

    /// <summary>Path and change.</summary>
    private static readonly Dictionary<string, string> _changes = new()
    {
        ["Mounts\\..*\\.Source: \".*/overlay2/[0-9a-f]{64}/merged\" became \".*/overlay2/[0-9a-f]{64}/merged\""] = "an image that is mounted is another layer for each container",
        ["Mounts\\..*\\.Mode: \"\" became \"z\""] = "the engine notes z, its default, for a volume that is mounted by its name",
        [$"({string.Join('|', _maybeEmpty)}): (null|\\[\\]|nothing) became (null|\\[\\]|nothing)"] = "nothing, however it is written",
    };

    /// <summary>Handed out by the engine at each start, unless the case asked for it.</summary>
    private static readonly string[] _handedOut =
    [
        "NetworkSettings\\.(Networks\\.[^.]+\\.)?(IPAddress|MacAddress|GlobalIPv6Address)",
    ];

    private static readonly Regex _id = new("[0-9a-f]{12,}");
    private static readonly Regex _hostPort = new("\"HostPort\":\"\\d+\"");
    private static readonly Regex _otherPort = new("^(NetworkSettings\\.Ports\\.[^:]+): (.*) became \\2$");

    /// <param name="old">Before the update.</param>
    /// <param name="updated">After it.</param>
    /// <param name="ids">Of the containers that were replaced, long and short: old to new.</param>
    /// <param name="fixed">Paths that the case asked for.</param>
    /// <param name="unordered">Lists that the engine keeps in no order: half of the inspection, and key.</param>
    public static IEnumerable<string> Differences(
        Inspection old, Inspection updated, IReadOnlyDictionary<string, string> ids, IReadOnlyList<string> @fixed,
        IReadOnlyList<(string Half, string Key)> unordered)
    {
        var expected = new Inspection(Sort(Expected(old.Json, ids), unordered));
        var comparable = new Inspection(Sort(WithoutPinnedVolumes(old, updated), unordered));
        var mayDiffer = old.At("Config.Healthcheck.Test") is null ? _always : _whereChecked;
        return InspectionComparison.UnexpectedDifferences(expected, comparable, mayDiffer)
            .Where(difference => !_changes.Keys.Any(change => Regex.IsMatch(difference, $"^({change})$")))
            .Where(difference => !IsHandedOut(difference, @fixed));
    }

    private static bool IsHandedOut(string difference, IReadOnlyList<string> @fixed)
    {
        var path = difference[..difference.IndexOf(": ", StringComparison.Ordinal)];
        return (Array.Exists(_handedOut, rule => Regex.IsMatch(path, $"^({rule})$")) || _otherPort.IsMatch(_hostPort.Replace(difference, "")))
            && !@fixed.Any(rule => Regex.IsMatch(path, rule));
    }

    private static JsonObject Expected(JsonObject old, IReadOnlyDictionary<string, string> ids)
    {
        var text = _id.Replace(Marks.OfSecondVersion(old.ToJsonString()), id => ids.GetValueOrDefault(id.Value, id.Value));
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>
    /// Anonymous volumes are taken over by the name that the engine made up, which shows in Binds and Mounts. That they
    /// are the same volumes is seen in the list of what is mounted.
    /// </summary>
    private static JsonObject WithoutPinnedVolumes(Inspection old, Inspection updated)
    {
        var comparable = (JsonObject)updated.Json.DeepClone();
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

    private static JsonObject Sort(JsonObject inspection, IReadOnlyList<(string Half, string Key)> unordered)
    {
        foreach (var (half, key) in unordered.Where(list => inspection[list.Half]![list.Key] is JsonArray))
            inspection[half]![key] = new JsonArray([.. Texts(inspection[half]![key]).Order(StringComparer.Ordinal).Select(line => (JsonNode)line)]);
        return inspection;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray)?.Select(item => item!.ToString()) ?? [];
}
