using System.Text.Json;
using System.Text.Json.Nodes;

namespace Watchtower;

/// <summary>JSON that anybody may have written.</summary>
internal static class ForeignJson
{
    /// <summary>An object that can be read everywhere without surprise.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject Parse(string text)
    {
        var node = JsonNode.Parse(text);
        if (!IsReadable(node))
            throw new JsonException("a field is there twice, or a text is none");
        return node as JsonObject ?? throw new JsonException("it is not an object");
    }

    /// <summary>Null if it is none.</summary>
    public static JsonObject? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The parser looks at names and texts only once they are asked for, and complains only then.</summary>
    public static bool IsReadable(JsonNode? node)
    {
        try
        {
            Touch(node);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return false; // a key that is there twice, half a character
        }
    }

    private static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var field in fields)
                    Touch(field.Value);
                break;
            case JsonArray list:
                foreach (var item in list)
                    Touch(item);
                break;
            case JsonValue value:
                value.TryGetValue<string>(out _);
                break;
        }
    }
}
