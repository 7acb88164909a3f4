using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>"Same options, new defaults", asked of any container, its image and the recreation of it.</summary>
internal sealed class RecreationPromise(Container container, JsonObject image, Recreation recreation)
{
    /// <summary>Fields of <c>HostConfig</c> that are written anew, with tests of their own.</summary>
    private static readonly string[] _rewritten = ["Links", "VolumesFrom", "Binds", "Mounts", "NetworkMode", "IpcMode", "PidMode"];

    private static readonly string[] _subtracted =
    [
        "User", "WorkingDir", "StopSignal", "ArgsEscaped", "Shell", "OnBuild", "ExposedPorts", "Volumes", "Labels", "Env",
        "Healthcheck", "Entrypoint", "Cmd",
    ];

    private static readonly string[] _renewed = ["Image", "Hostname", "Domainname", "MacAddress"];

    private readonly JsonObject _image = image.Child("Config");
    private readonly JsonObject _body = recreation.Body;

    public void ShouldBeKept()
    {
        LinesShouldComeFromOnePlace();
        foreach (var key in new[] { "Labels", "Volumes", "ExposedPorts", "Healthcheck" })
            FieldsShouldComeFromOnePlace(key);
        foreach (var key in new[] { "User", "WorkingDir", "StopSignal" })
            (_body.Text(key) ?? _image.Text(key) ?? "").ShouldBe(container.Config.Text(key) ?? "", key);
        TheRestShouldBeUntouched();
        NetworksShouldBeTheSame();
    }

    private void LinesShouldComeFromOnePlace()
    {
        var (own, inherited) = (_body.Texts("Env"), _image.Texts("Env"));

        own.Intersect(inherited).ShouldBeEmpty("something of the image remains");
        container.Config.Texts("Env").Except(own).Except(inherited).ShouldBeEmpty("something the user gave is lost");
        own.Except(container.Config.Texts("Env")).ShouldBeEmpty("something was made up");
    }

    private void FieldsShouldComeFromOnePlace(string key)
    {
        if (key == "ExposedPorts" && recreation.HostConfig().Text("NetworkMode")!.StartsWith("container:", StringComparison.Ordinal))
            return;
        var published = key == "ExposedPorts" ? container.HostConfig.Child("PortBindings").Select(port => port.Key) : [];
        var (asked, own, inherited) = (Fields(container.Config, key), Fields(_body, key), Fields(_image, key));

        own.Except(Fields(container.Config, key)).ShouldBeEmpty($"something was made up in {key}");
        own.Intersect(inherited).Where(field => !published.Any(port => field.StartsWith($"{port}=", StringComparison.Ordinal)))
            .ShouldBeEmpty($"something of the image remains in {key}");
        asked.Except(own).Except(inherited).ShouldBeEmpty($"something the user gave is lost from {key}");
    }

    private void TheRestShouldBeUntouched()
    {
        foreach (var field in container.Config.Where(field => !_subtracted.Concat(_renewed).Contains(field.Key)))
            _body[field.Key].ShouldBeJson(field.Value, field.Key);
        foreach (var field in container.HostConfig.Where(field => !_rewritten.Contains(field.Key)))
            recreation.HostConfig()[field.Key].ShouldBeJson(field.Value, field.Key);

        _body.Select(field => field.Key).Except([.. container.Config.Select(field => field.Key), "HostConfig", "NetworkingConfig"]).ShouldBeEmpty();
        recreation.HostConfig().Select(field => field.Key).ShouldBe(container.HostConfig.Select(field => field.Key), ignoreOrder: true);
    }

    private void NetworksShouldBeTheSame()
    {
        var hasOwn = container.HostConfig.Text("NetworkMode") is not ("host" or "none")
            && !container.HostConfig.Text("NetworkMode")!.StartsWith("container:", StringComparison.Ordinal);
        var networks = recreation.Endpoints().Select(endpoint => endpoint.Key).Concat(recreation.FurtherNetworks.Keys);

        networks.ShouldBe(hasOwn ? container.Networks.Select(network => network.Key) : [], ignoreOrder: true);
    }

    private static List<string> Fields(JsonObject json, string key) =>
        [.. json.Child(key).Select(field => $"{field.Key}={field.Value?.ToJsonString()}")];
}
