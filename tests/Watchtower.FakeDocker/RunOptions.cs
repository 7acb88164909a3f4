using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.FakeDocker;

/// <summary>The options of <c>docker run</c> that tests use.</summary>
public sealed record RunOptions
{
    private static readonly Version _severalNetworksAtCreation = new(1, 44);

    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<(string Key, string Value)> Labels { get; init; } = [];

    public IReadOnlyList<string> Binds { get; init; } = [];

    /// <summary><c>-v /path</c>: volumes without a name.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    public IReadOnlyList<string> VolumesFrom { get; init; } = [];

    /// <summary><c>db:alias</c>.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public IReadOnlyList<string> Networks { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Other than a network's name, such as <c>container:vpn</c>.</summary>
    public string? NetworkMode { get; init; }

    /// <summary><c>8080:80</c>.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    public string? RestartPolicy { get; init; }

    public string? Hostname { get; init; }

    public string? StopSignal { get; init; }

    public int? StopTimeout { get; init; }


    /// <summary><c>--rm</c>.</summary>
    public bool Rm { get; init; }

    internal JsonObject AsCreateBody(string image, Version apiVersion)
    {
        var body = new JsonObject
        {
            ["Image"] = image,
            ["Env"] = Json.List(Env),
            ["Labels"] = Json.Fields(Labels),
            ["Volumes"] = Json.Set(Volumes),
            ["HostConfig"] = HostConfig(),
            ["NetworkingConfig"] = new JsonObject
            {
                ["EndpointsConfig"] = new JsonObject(NetworksAtCreation(apiVersion)
                    .Select(network => new KeyValuePair<string, JsonNode?>(network, Endpoint(network)))),
            },
        };
        if (Hostname is not null)
            body["Hostname"] = Hostname;
        if (StopSignal is not null)
            body["StopSignal"] = StopSignal;
        if (StopTimeout is not null)
            body["StopTimeout"] = StopTimeout;
        if (Ports.Count > 0)
            body["ExposedPorts"] = Json.Set(Ports.Select(ContainerPort));
        return Json.Parse(body.ToJsonString()); // as an engine would read it
    }

    internal IEnumerable<string> NetworksToConnect(Version apiVersion) => Networks.Except(NetworksAtCreation(apiVersion));

    internal JsonObject Endpoint(string network) =>
        Aliases.Count == 0 || network == "bridge" ? [] : new JsonObject { ["Aliases"] = Json.List(Aliases) };

    private IEnumerable<string> NetworksAtCreation(Version apiVersion) =>
        apiVersion >= _severalNetworksAtCreation ? Networks : Networks.Take(1);

    private JsonObject HostConfig()
    {
        var hostConfig = new JsonObject
        {
            ["Binds"] = Binds.Count == 0 ? null : Json.List(Binds),
            ["NetworkMode"] = NetworkMode ?? (Networks.Count > 0 ? Networks[0] : "default"),
            ["AutoRemove"] = Rm,
            ["VolumesFrom"] = VolumesFrom.Count == 0 ? null : Json.List(VolumesFrom),
            ["RestartPolicy"] = new JsonObject { ["Name"] = RestartPolicy ?? "no", ["MaximumRetryCount"] = 0 },
            ["PortBindings"] = new JsonObject(Ports.Select(port => new KeyValuePair<string, JsonNode?>(
                ContainerPort(port), new JsonArray(new JsonObject { ["HostIp"] = "", ["HostPort"] = port.Split(':')[0] })))),
        };
        if (Links.Count > 0)
            hostConfig["Links"] = Json.List(Links);
        return hostConfig;
    }

    private static string ContainerPort(string port) => $"{port.Split(':')[1]}/tcp";
}
