using System.Text.Json;
using System.Text.Json.Nodes;

namespace Watchtower.Tests;

/// <summary>JSON is compared by meaning, not by the order of its fields, and shown whole when it differs.</summary>
internal static class JsonExpectations
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static void ShouldBeJson(this JsonNode? actual, string? expected, string? message = null) =>
        actual.ShouldBeJson(expected is null ? null : JsonNode.Parse(expected), message);

    public static void ShouldBeJson(this JsonNode? actual, JsonNode? expected, string? message = null) =>
        Written(actual).ShouldBe(Written(expected), message);

    private static string Written(JsonNode? node) => Sorted(node)?.ToJsonString(_indented) ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        null => null,
        _ => node.DeepClone(),
    };
}
