using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Watchtower.Tests;

/// <summary>
/// The schemas of the Docker Engine API, as its definition (Swagger, YAML) writes them. Reads no other YAML: mappings,
/// lists and one-line scalars by indentation; descriptions and examples are skipped.
/// </summary>
internal sealed partial class ApiDefinitions
{
    private static readonly string[] _skipped = ["description", "example", "x-go-type", "title"];

    private readonly JsonObject _definitions;
    private readonly List<(int Indent, string Text)> _lines;
    private int _position;

    private ApiDefinitions(IEnumerable<string> definitions)
    {
        _lines = [.. definitions.Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#')
            .Select(line => (line.Length - line.TrimStart().Length, line.Trim()))];
        _definitions = (JsonObject)Block(2);
    }

    public static ApiDefinitions Read(string file) => new(File.ReadLines(file)
        .SkipWhile(line => line != "definitions:").Skip(1).TakeWhile(line => line.Length == 0 || line[0] is ' ' or '#'));

    public bool Knows(string definition) => _definitions.ContainsKey(definition);

    /// <summary>The fields of an object, with its schema for each; those of all its parts.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> PropertiesOf(string definition) => Properties(_definitions[definition]!);

    /// <summary>A value of the type the schema asks for, unlike any default.</summary>
    public JsonNode? ValueOf(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
            return ValueOf(_definitions[reference.GetValue<string>().Split('/')[^1]]!);
        return TypeOf(schema) switch
        {
            "string" => (schema["enum"] as JsonArray)?.Select(choice => choice!.GetValue<string>()).First(choice => choice.Length > 0) ?? "given",
            "integer" => 7,
            "number" => 0.5,
            "boolean" => true,
            "array" => new JsonArray(ValueOf(schema["items"]!)),
            _ => ObjectOf(schema),
        };
    }

    private JsonObject ObjectOf(JsonNode schema)
    {
        var value = new JsonObject(Properties(schema).Where(property => property.Value is JsonObject)
            .Select(property => KeyValuePair.Create(property.Key, ValueOf(property.Value!))));
        if (schema["additionalProperties"] is JsonObject further)
            value["given"] = ValueOf(further);
        return value;
    }

    private IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode schema) => schema switch
    {
        _ when schema["$ref"] is { } reference => PropertiesOf(reference.GetValue<string>().Split('/')[^1]),
        _ when schema["allOf"] is JsonArray parts => parts.SelectMany(part => Properties(part!)),
        _ => schema["properties"] as JsonObject ?? [],
    };

    private static string? TypeOf(JsonNode schema) =>
        schema["type"] is JsonArray types ? types[0]!.GetValue<string>() : schema["type"]?.GetValue<string>();

    private JsonNode Block(int indent) =>
        _lines[_position].Text.StartsWith("- ", StringComparison.Ordinal) ? List(indent) : Mapping(indent);

    private JsonArray List(int indent)
    {
        var list = new JsonArray();
        while (_position < _lines.Count && _lines[_position].Indent == indent && _lines[_position].Text.StartsWith("- ", StringComparison.Ordinal))
        {
            var item = _lines[_position].Text[2..].Trim();
            if (Field().IsMatch(item))
            {
                _lines[_position] = (indent + 2, item);
                list.Add(Mapping(indent + 2));
            }
            else
            {
                list.Add(item.Trim('"'));
                SkipBelow(indent);
            }
        }

        return list;
    }

    private JsonObject Mapping(int indent)
    {
        var mapping = new JsonObject();
        while (_position < _lines.Count && _lines[_position].Indent == indent)
        {
            var field = Field().Match(_lines[_position].Text);
            var (key, value) = (field.Groups[1].Value, field.Groups[2].Value.Trim('"'));
            var isNested = field.Success && value.Length == 0 && !_skipped.Contains(key)
                && _position + 1 < _lines.Count && _lines[_position + 1].Indent > indent;
            if (isNested)
                mapping[key] = Block(_lines[++_position].Indent);
            else if (field.Success)
                mapping[key] = value;
            if (!isNested)
                SkipBelow(indent);
        }

        return mapping;
    }

    private void SkipBelow(int indent)
    {
        do
            _position++;
        while (_position < _lines.Count && _lines[_position].Indent > indent);
    }

    [GeneratedRegex("""^"?([\w$./-]+)"?:(?:\s+(.*))?$""")]
    private static partial Regex Field();
}
