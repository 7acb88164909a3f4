using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Harness;

/// <summary>Finds every place at which two inspections say something different.</summary>
public static class InspectionComparison
{
    /// <param name="before">Of the old container.</param>
    /// <param name="after">Of the new one.</param>
    /// <param name="mayDiffer">Paths, as regular expressions, each with the reason why.</param>
    public static IReadOnlyList<string> UnexpectedDifferences(
        Inspection before, Inspection after, IReadOnlyDictionary<string, string> mayDiffer)
    {
        var (old, now) = (Flatten(before.Json), Flatten(after.Json));
        var allowed = new Regex($"^({string.Join('|', mayDiffer.Keys)})$");
        return
        [
            .. from path in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
               let was = old.GetValueOrDefault(path)
               let @is = now.GetValueOrDefault(path)
               where was != @is && !allowed.IsMatch(path)
               select $"{path}: {was ?? "nothing"} became {@is ?? "nothing"}",
        ];
    }

    private static Dictionary<string, string> Flatten(JsonObject inspection) =>
        Leaves("", inspection).ToDictionary(leaf => leaf.Path, leaf => leaf.Value);

    private static IEnumerable<(string Path, string Value)> Leaves(string path, JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => [(path, "null")], // the engine writes nothing as {} and as null
        JsonObject children => children.SelectMany(child => Leaves($"{path}.{child.Key}".TrimStart('.'), child.Value)),
        JsonArray mounts when path == "Mounts" => mounts.SelectMany(mount => Leaves($"{path}.{mount!["Destination"]}", mount)),
        _ => [(path, JsonSerializer.Serialize(node))],
    };
}
