using System.Text.Json;
using System.Text.Json.Nodes;

namespace Watchtower.Containers;

/// <summary>
/// Reading an engine's answer without trusting it: a field that is missing, null or of another type reads as absent.
/// Engines from API 1.52 on leave out empty fields altogether.
/// </summary>
public static class JsonReading
{
    public static string? Text(this JsonObject json, string key) =>
        json[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Flag(this JsonObject json, string key) =>
        json[key] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static long? Number(this JsonObject json, string key) =>
        json[key] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>The object under the key, or an empty one that belongs to nothing.</summary>
    public static JsonObject Child(this JsonObject json, string key) => json[key] as JsonObject ?? [];

    /// <summary>The texts in the list under the key; none if there is no list.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject json, string key) =>
        json[key] is JsonArray list
            ? [.. list.OfType<JsonValue>()
                .Select(item => item.TryGetValue<string>(out var text) ? text : null).OfType<string>()]
            : [];

    /// <summary>The objects in the list under the key; none if there is no list.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject json, string key) => (json[key] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>All fields whose value is a text.</summary>
    public static IReadOnlyDictionary<string, string> TextValues(this JsonObject json) =>
        json.Where(field => field.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            .ToDictionary(field => field.Key, field => field.Value!.GetValue<string>());

    /// <summary>Null, an empty text, an empty list or an empty object.</summary>
    public static bool IsEmpty(this JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject fields => fields.Count == 0,
        JsonValue value => value.TryGetValue<string>(out var text) && text.Length == 0,
        _ => false,
    };
}
