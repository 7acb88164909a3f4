using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>
/// The complete inspect answer before and after: what the image's first version put there has to be what the second
/// puts there, and everything else has to be the same, but for the paths listed here.
/// </summary>
internal static class FullComparison
{
    private static readonly Dictionary<string, string> _always = new()
    {
        ["Id|Created|State\\..*|Image|ImageManifestDescriptor\\..*"] = "it is another container on another image",
        ["ExecIDs"] = "health checks that happen to run at the moment",
        ["NetworkSettings\\.Networks\\.bridge\\.DNSNames"] = "the default bridge has no DNS; the engine notes names there at some renames only",
        ["GraphDriver\\..*|Storage\\..*"] = "the engine keeps its layers in folders of their own",
        ["NetworkSettings\\.Sandbox(ID|Key)"] = "the engine makes one for each start",
        ["NetworkSettings\\.(Networks\\.[^.]+\\.)?EndpointID"] = "as above",
        ["Config\\.Volumes\\./fresh|Mounts\\./fresh\\..*"] = "the second version declares it",
        ["Mounts\\..*\\.Mode"] = "the engine notes z, its default, for a volume that is mounted by its name",
    };

    /// <summary>Handed out by the engine at each start, unless the case asked for it.</summary>
    private static readonly string[] _handedOut =
    [
        "NetworkSettings\\.(Networks\\.[^.]+\\.)?(IPAddress|MacAddress|GlobalIPv6Address)",
        "NetworkSettings\\.Ports\\..*",
        "NetworkSettings\\.(SecondaryIP.*|HairpinMode|LinkLocal.*)",
    ];

    public static IEnumerable<string> Differences(
        Inspection old, Inspection updated, IReadOnlyList<(string Old, string New)> ids, IReadOnlyList<string> @fixed)
    {
        var expected = new Inspection(Expected(old.Json, ids));
        var comparable = new Inspection(WithoutPinnedVolumes(old, updated));
        return InspectionComparison.UnexpectedDifferences(expected, comparable, _always)
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

    /// <summary>The engine keeps variables and links in no order.</summary>
    private static JsonObject Sort(JsonObject inspection)
    {
        foreach (var (part, list) in new[] { ("Config", "Env"), ("HostConfig", "Links") })
            inspection[part]![list] = new JsonArray([.. Texts(inspection[part]![list]).Order(StringComparer.Ordinal).Select(line => (JsonNode)line)]);
        return inspection;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray)?.Select(item => item!.ToString()) ?? [];
}
