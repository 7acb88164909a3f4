using System.Text.Json.Nodes;

namespace Watchtower.SystemTests.Harness;

/// <summary>Something that happened on the engine: <c>start</c> of a container, <c>pull</c> of an image.</summary>
public sealed record EngineEvent(string Type, string Action, string Id, string Name)
{
    public static EngineEvent Parse(string line)
    {
        var json = JsonNode.Parse(line)!;
        return new EngineEvent(
            json["Type"]!.ToString(), json["Action"]!.ToString(), json["Actor"]!["ID"]!.ToString(),
            json["Actor"]!["Attributes"]?["name"]?.ToString() ?? "");
    }
}
