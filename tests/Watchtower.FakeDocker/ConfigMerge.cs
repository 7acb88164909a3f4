using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.FakeDocker;

/// <summary>
/// Fills a container's config from its image's, exactly as the engine does.
/// Source: https://github.com/moby/moby, daemon/commit.go (merge) and daemon/daemon.go (mergeAndVerifyConfig).
/// </summary>
internal static class ConfigMerge
{
    public static void Merge(JsonObject config, JsonObject image)
    {
        foreach (var key in new[] { "User", "WorkingDir", "StopSignal" })
        {
            if (config[key].IsEmpty() && image[key] is { } inherited)
                config[key] = inherited.DeepClone();
        }

        foreach (var key in new[] { "ExposedPorts", "Labels", "Volumes" })
            MergeFields(config, image, key);
        MergeEnvironment(config, image);
        MergeCommand(config, image);
        MergeHealthcheck(config, image);
    }

    private static void MergeFields(JsonObject config, JsonObject image, string key)
    {
        if (image[key] is not JsonObject inherited || inherited.Count == 0)
            return;
        if (config[key] is not JsonObject own)
            config[key] = own = [];
        foreach (var field in inherited.Where(field => !own.ContainsKey(field.Key)))
            own[field.Key] = field.Value?.DeepClone();
    }

    private static void MergeEnvironment(JsonObject config, JsonObject image)
    {
        var own = config.Texts("Env");
        var keys = own.Select(Key).ToHashSet();
        config["Env"] = Json.List([.. own, .. image.Texts("Env").Where(line => !keys.Contains(Key(line)))]);

        static string Key(string line) => line.Split('=')[0];
    }

    private static void MergeCommand(JsonObject config, JsonObject image)
    {
        if (config.Texts("Entrypoint").Count == 0)
        {
            if (config.Texts("Cmd").Count == 0)
                config["Cmd"] = image["Cmd"]?.DeepClone();
            if (config["Entrypoint"] is null)
                config["Entrypoint"] = image["Entrypoint"]?.DeepClone();
        }

        if (config.Texts("Entrypoint") is [""])
            config["Entrypoint"] = null;
    }

    private static void MergeHealthcheck(JsonObject config, JsonObject image)
    {
        if (image["Healthcheck"] is not JsonObject inherited)
            return;
        if (config["Healthcheck"] is not JsonObject own)
            config["Healthcheck"] = own = [];
        foreach (var field in inherited)
        {
            if (own[field.Key].IsEmpty() || own.Number(field.Key) == 0)
                own[field.Key] = field.Value?.DeepClone();
        }
    }
}
