using System.Text.Json.Nodes;
using CsCheck;

namespace Watchtower.Tests.Hostile;

/// <summary>One way in which an engine's answer is not what its API promises.</summary>
/// <param name="What">For the report of a failure.</param>
/// <param name="Apply">From the right answer to the wrong one.</param>
internal sealed record Garbling(string What, Func<string, string> Apply)
{
    /// <summary>Stands where a value goes that no JSON writer would write.</summary>
    private const string Here = "@here@";

    private static readonly string _deep = string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60));

    /// <summary>What may stand where something else belongs, as JSON.</summary>
    private static readonly string[] _values =
    [
        "null", "true", "0", "-1", "9223372036854775807", "1e999", "0.5", "\"\"", "\"x\"", "\"/\"", "\"a:b:c\"", "\"\\u0000\"", "\"\\ud800\"",
        "[]", "[null]", "[[\"x\"]]", "{}", "{\"\":null}", "{\"a\":{\"b\":[1]}}", _deep, $"\"{new string('x', 100_000)}\"",
    ];

    private static readonly Gen<Garbling> _value = Gen.Select(
        Gen.Int[0, 10_000], Gen.OneOf(_values), (place, value) => new Garbling($"place {place} becomes {Cut(value)}", body => AtPlace(body, place, Mark).Replace($"\"{Here}\"", value, StringComparison.Ordinal)));

    private static readonly Gen<Garbling> _missing = Gen.Int[0, 10_000]
        .Select(place => new Garbling($"place {place} is missing", body => AtPlace(body, place, Remove)));

    private static readonly Gen<Garbling> _cut = Gen.Double[0, 1]
        .Select(share => new Garbling($"cut after {share:P0}", body => body[..(int)(body.Length * share)]));

    private static readonly Gen<Garbling> _inserted = Gen.Select(
        Gen.Double[0, 1], Gen.Char["{}[]\",:0\\\u0000é"], (share, c) => new Garbling($"'{c}' inserted after {share:P0}", body => body.Insert((int)(body.Length * share), $"{c}")));

    private static readonly Gen<Garbling> _twice = Gen.Const(
        new Garbling("every object has a field twice", body => body.Replace("{\"", "{\"Twice\":1,\"Twice\":2,\"", StringComparison.Ordinal)));

    public static Gen<Garbling> Any { get; } = Gen.Frequency((6, _value), (4, _missing), (2, _cut), (2, _inserted), (1, _twice));

    public override string ToString() => What;

    /// <summary>Changes one node of a document, counted from its root.</summary>
    private static string AtPlace(string body, int place, Action<JsonNode> change)
    {
        if (JsonNode.Parse(body) is not { } root)
            return body;
        var nodes = Below(root).ToList();
        if (nodes.Count > 0)
            change(nodes[place % nodes.Count]);
        return root.ToJsonString();
    }

    private static void Mark(JsonNode node) => node.ReplaceWith(Here);

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonObject fields)
            fields.Remove(node.GetPropertyName());
        else
            ((JsonArray)node.Parent!).RemoveAt(node.GetElementIndex());
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject fields => fields.Select(field => field.Value).OfType<JsonNode>().SelectMany(WithAllBelow),
        JsonArray items => items.OfType<JsonNode>().SelectMany(WithAllBelow),
        _ => [],
    };

    private static IEnumerable<JsonNode> WithAllBelow(JsonNode node) => Below(node).Prepend(node);

    private static string Cut(string text) => text.Length < 40 ? text : $"{text[..40]}…";
}
