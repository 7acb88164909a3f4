using System.Text.Json.Nodes;

namespace Watchtower.FakeDocker;

/// <summary>JSON as tests and the engine write it.</summary>
public static class Json
{
    public static JsonArray List(params IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];

    public static JsonObject Fields(params IEnumerable<(string Key, string Value)> fields) =>
        new(fields.Select(field => new KeyValuePair<string, JsonNode?>(field.Key, JsonValue.Create(field.Value))));

    public static JsonObject Set(params IEnumerable<string> keys) =>
        new(keys.Select(key => new KeyValuePair<string, JsonNode?>(key, new JsonObject())));

    public static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
