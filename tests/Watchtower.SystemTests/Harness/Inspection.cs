using System.Text.Json.Nodes;

namespace Watchtower.SystemTests.Harness;

/// <summary>What <c>docker inspect</c> says of a container.</summary>
public sealed class Inspection(JsonObject json)
{
    public JsonObject Json => json;

    public string Id => Text("Id");

    public string ImageId => Text("Image");

    public string StartedAt => Text("State.StartedAt");

    public string Status => Text("State.Status");

    public IEnumerable<string> Environment => At("Config.Env")?.AsArray().Select(line => line!.ToString()) ?? [];

    public IEnumerable<string> Networks => At("NetworkSettings.Networks")!.AsObject().Select(network => network.Key);

    public string Text(string path) => At(path)?.ToString() ?? "";

    /// <param name="path">Keys joined by dots.</param>
    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)json, (node, key) => node?[key]);
}
