using System.Text.Json.Nodes;

namespace Watchtower.Tests;

/// <summary>Writes the engine's description of an image.</summary>
internal sealed class ImageBuilder(string name)
{
    private readonly JsonObject _config = [];

    /// <summary>A field of <c>Config</c>, as JSON.</summary>
    public ImageBuilder Configured(string key, string json)
    {
        _config[key] = JsonNode.Parse(json);
        return this;
    }

    public JsonObject Inspect() => (JsonObject)JsonNode.Parse(new JsonObject
    {
        ["Id"] = A.ImageIdOf(name),
        ["RepoTags"] = new JsonArray(name),
        ["Config"] = _config.DeepClone(),
    }.ToJsonString())!;
}
