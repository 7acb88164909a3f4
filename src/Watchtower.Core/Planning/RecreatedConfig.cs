using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>The <c>Config</c> half of a create body: the container's, less what its image put there.</summary>
internal static class RecreatedConfig
{
    private static readonly string[] _scalars = ["WorkingDir", "User", "StopSignal", "ArgsEscaped"];
    private static readonly string[] _lists = ["Shell", "OnBuild"];
    private static readonly string[] _sets = ["ExposedPorts", "Volumes"];

    /// <param name="container">As inspected.</param>
    /// <param name="knownImageConfig">Config of the image it runs on; null if nobody knows it any more.</param>
    /// <param name="image">The reference to create it from.</param>
    public static JsonObject From(Container container, JsonObject? knownImageConfig, string image)
    {
        var config = (JsonObject)container.Config.DeepClone();
        var imageConfig = knownImageConfig ?? [];
        foreach (var key in _scalars.Concat(_lists))
            RemoveEqual(config, imageConfig, key);
        foreach (var key in _sets.Append("Labels"))
            SubtractFields(config, imageConfig, key);
        SubtractFields(config, imageConfig, "Healthcheck");
        SubtractEnvironment(config, imageConfig, container);
        if (knownImageConfig is not null)
            SubtractCommand(config, imageConfig);
        else
            PinCommand(config);
        DropWhatTheEngineMade(config, container);
        ExposePublishedPorts(config, container);
        NameImage(config, container, image);
        return config;
    }

    private static void RemoveEqual(JsonObject config, JsonObject imageConfig, string key)
    {
        if (JsonNode.DeepEquals(config[key], imageConfig[key]))
            config.Remove(key);
    }

    /// <summary>
    /// Labels and sets go by key and value; so does a health check, because the engine fills each of its fields that the
    /// user left out from the image. Source: daemon/commit.go, merge.
    /// </summary>
    private static void SubtractFields(JsonObject config, JsonObject imageConfig, string key)
    {
        if (config[key] is not JsonObject fields)
            return;
        foreach (var inherited in imageConfig.Child(key))
        {
            if (fields.TryGetPropertyValue(inherited.Key, out var value) && JsonNode.DeepEquals(value, inherited.Value))
                fields.Remove(inherited.Key);
        }

        if (fields.Count == 0)
            config.Remove(key);
    }

    private static void SubtractEnvironment(JsonObject config, JsonObject imageConfig, Container container)
    {
        var inherited = new HashSet<string>(imageConfig.Texts("Env"));
        var own = config.Texts("Env").Where(line => !inherited.Contains(line) && !PodmanAnswers.IsOwnName(line, container)).ToList();
        config.Remove("Env");
        if (own.Count > 0)
            config["Env"] = List(own);
    }

    /// <summary>
    /// The engine takes the image's Cmd only together with the image's Entrypoint, and turns an Entrypoint that was reset
    /// (<c>--entrypoint ""</c>) into none. Source: daemon/commit.go, merge; daemon/create.go.
    /// </summary>
    private static void SubtractCommand(JsonObject config, JsonObject imageConfig)
    {
        var (entrypoint, command) = (config.Texts("Entrypoint"), config.Texts("Cmd"));
        var (imageEntrypoint, imageCommand) = (imageConfig.Texts("Entrypoint"), imageConfig.Texts("Cmd"));

        var isCommandInherited = command.SequenceEqual(imageCommand);
        var isEntrypointInherited = entrypoint.SequenceEqual(imageEntrypoint) && (command.Count > 0 || imageCommand.Count == 0);

        config.Remove("Entrypoint");
        if (entrypoint.Count == 0 && imageEntrypoint.Count > 0)
            config["Entrypoint"] = List([""]);
        else if (!isEntrypointInherited && entrypoint.Count > 0)
            config["Entrypoint"] = List(entrypoint);

        if (command.Count == 0 || (isCommandInherited && isEntrypointInherited))
            config.Remove("Cmd");
    }

    /// <summary>Without this the new image's Entrypoint would be put before a Cmd that was meant to stand alone.</summary>
    private static void PinCommand(JsonObject config)
    {
        if (config.Texts("Entrypoint").Count == 0 && config.Texts("Cmd").Count > 0)
            config["Entrypoint"] = List([""]);
    }

    private static void DropWhatTheEngineMade(JsonObject config, Container container)
    {
        if (config.Text("Hostname") == container.ShortId)
            config.Remove("Hostname");
        if (config.Text("MacAddress") is "")
            config.Remove("MacAddress");

        // A container in another's network shows the other's names and may not ask for ports of its own.
        if (container.HostConfig.Text("NetworkMode")?.StartsWith("container:", StringComparison.Ordinal) == true)
        {
            config.Remove("Hostname");
            config.Remove("Domainname");
            config.Remove("MacAddress");
            config.Remove("ExposedPorts");
        }

        // The same goes for the host's name, where the namespace of names is the host's.
        if (container.HostConfig.Text("UTSMode") == "host")
            config.Remove("Hostname");
    }

    /// <summary>The engine publishes only ports that are exposed, and the new image may expose others than the old.</summary>
    private static void ExposePublishedPorts(JsonObject config, Container container)
    {
        if (container.HostConfig.Child("PortBindings").Count == 0)
            return;
        if (config["ExposedPorts"] is not JsonObject exposed)
            config["ExposedPorts"] = exposed = [];
        foreach (var published in container.HostConfig.Child("PortBindings"))
            exposed[published.Key] = new JsonObject();
    }

    private static void NameImage(JsonObject config, Container container, string image)
    {
        config["Image"] = image;
        if (config["Labels"] is JsonObject labels)
            labels.Remove(ContainerLabels.FollowedImageLabel);
        if (!ImageReference.IsImageId(image) || ImageReference.IsImageId(container.ImageName))
            return;

        // Created from an id, because the name means another image by now: the name to follow must not be lost.
        if (config["Labels"] is not JsonObject)
            config["Labels"] = new JsonObject();
        config["Labels"]![ContainerLabels.FollowedImageLabel] = container.ImageName;
    }

    private static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];
}
