using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Tests;

/// <summary>
/// Writes the engine's description of a running container. Values are given as JSON text where they are not plain
/// texts, so that what is read back has been parsed, as an engine's answer has.
/// </summary>
internal sealed class ContainerBuilder(string name)
{
    private readonly JsonObject _config = [];
    private readonly JsonObject _hostConfig = new() { ["NetworkMode"] = "bridge" };
    private readonly JsonObject _labels = [];
    private readonly JsonObject _networks = [];
    private readonly JsonObject _state = new() { ["Running"] = true };
    private readonly JsonArray _mounts = [];
    private string _id = A.IdOf(name);
    private string _image = name + ":latest";
    private int _restartCount;

    public ContainerBuilder WithId(string id)
    {
        _id = id;
        return this;
    }

    public ContainerBuilder From(string image)
    {
        _image = image;
        return this;
    }

    /// <summary>As <c>--link</c> on the default bridge.</summary>
    public ContainerBuilder LinkedTo(string other, string? alias = null) =>
        Add(_hostConfig, "Links", $"/{other}:/{name}/{alias ?? other}");

    /// <summary>As <c>--link</c> on a network of the user's.</summary>
    public ContainerBuilder LinkedOnANetworkTo(string other) =>
        Attached("front", $$"""{ "Links": ["{{other}}:{{other}}"] }""");

    public ContainerBuilder UsingVolumesOf(string nameOrId) => Add(_hostConfig, "VolumesFrom", nameOrId);

    /// <param name="kind"><c>Network</c>, <c>Ipc</c> or <c>Pid</c>.</param>
    /// <param name="nameOrId">Whose namespace it is.</param>
    public ContainerBuilder Sharing(string kind, string nameOrId) => Hosted(kind + "Mode", $"\"container:{nameOrId}\"");

    public ContainerBuilder InTheNetworkOf(string other) => Sharing("Network", A.IdOf(other));

    public ContainerBuilder DependingOn(params string[] others) =>
        Labelled("ai.talm.watchtower.depends-on", string.Join(',', others));

    public ContainerBuilder Composed(string project, string service, params string[] dependsOn)
    {
        Labelled("com.docker.compose.project", project).Labelled("com.docker.compose.service", service);
        return dependsOn.Length == 0 ? this : Labelled("com.docker.compose.depends_on", string.Join(',', dependsOn));
    }

    public ContainerBuilder Excluded() => Labelled("ai.talm.watchtower.enable", "false");

    public ContainerBuilder RunningWatchtower() => Labelled("ai.talm.watchtower", "true");

    public ContainerBuilder Labelled(string key, string value)
    {
        _labels[key] = value;
        return this;
    }

    /// <summary>A field of <c>Config</c>, as JSON.</summary>
    public ContainerBuilder Configured(string key, string json) => Set(_config, key, json);

    /// <summary>A field of <c>HostConfig</c>, as JSON.</summary>
    public ContainerBuilder Hosted(string key, string json) => Set(_hostConfig, key, json);

    /// <summary>A field of <c>State</c>, as JSON.</summary>
    public ContainerBuilder Being(string key, string json) => Set(_state, key, json);

    /// <summary>A network with its EndpointSettings, as JSON.</summary>
    public ContainerBuilder Attached(string network, string json = "{}") => Set(_networks, network, json);

    /// <summary>An entry of <c>Mounts</c>, as JSON.</summary>
    public ContainerBuilder Mounting(string json)
    {
        _mounts.Add(JsonNode.Parse(json));
        return this;
    }

    /// <summary>A volume as the engine lists it when the user gave it no name.</summary>
    public ContainerBuilder MountingVolume(string volume, string destination, bool writable = true) =>
        Mounting($$"""
            { "Type": "volume", "Name": "{{volume}}", "Source": "/var/lib/docker/volumes/{{volume}}/_data",
              "Destination": "{{destination}}", "Driver": "local", "Mode": "", "RW": {{(writable ? "true" : "false")}} }
            """);

    public ContainerBuilder RestartedTimes(int count)
    {
        _restartCount = count;
        return this;
    }

    public JsonObject Inspect()
    {
        var config = (JsonObject)_config.DeepClone();
        config["Image"] = _image;
        if (_labels.Count > 0)
            config["Labels"] = _labels.DeepClone();
        var inspect = new JsonObject
        {
            ["Id"] = _id,
            ["Name"] = "/" + name,
            ["Image"] = A.ImageIdOf(_image),
            ["RestartCount"] = _restartCount,
            ["State"] = _state.DeepClone(),
            ["Config"] = config,
            ["HostConfig"] = _hostConfig.DeepClone(),
            ["Mounts"] = _mounts.DeepClone(),
            ["NetworkSettings"] = new JsonObject { ["Networks"] = _networks.DeepClone() },
        };
        return (JsonObject)JsonNode.Parse(inspect.ToJsonString())!;
    }

    public Container Build() => new(Inspect());

    private ContainerBuilder Set(JsonObject target, string key, string json)
    {
        target[key] = JsonNode.Parse(json);
        return this;
    }

    private ContainerBuilder Add(JsonObject target, string key, string text)
    {
        if (target[key] is not JsonArray list)
            target[key] = list = [];
        list.Add(text);
        return this;
    }
}
