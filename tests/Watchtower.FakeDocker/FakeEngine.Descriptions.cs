using System.Globalization;
using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.FakeDocker;

public sealed partial class FakeEngine
{
    /// <summary><c>GET /containers/json?all=1</c>.</summary>
    public JsonArray List()
    {
        lock (_lock)
            return [.. _containers.AsEnumerable().Reverse().Select(Row)];
    }

    /// <summary><c>GET /containers/{id}/json</c>.</summary>
    public JsonObject Inspect(string container)
    {
        lock (_lock)
            return Describe(Find(container));
    }

    private JsonObject Row(FakeContainer container)
    {
        var asked = container.Config.Text("Image")!;
        return new JsonObject
        {
            ["Id"] = container.Id,
            ["Names"] = Json.List([.. LinkNames(container), $"/{container.Name}"]),
            ["Image"] = FindImage(asked)?.Id == container.Image.Id ? asked : container.Image.Id,
            ["ImageID"] = container.Image.Id,
            ["Command"] = string.Join(' ', container.Config.Texts("Cmd")),
            ["Created"] = container.CreatedAt.ToUnixTimeSeconds(),
            ["Ports"] = new JsonArray(),
            ["Labels"] = container.Config.Child("Labels").DeepClone(),
            ["State"] = container.ListedState ?? container.State,
            ["Status"] = container.ListedState ?? container.State,
            ["HostConfig"] = new JsonObject { ["NetworkMode"] = container.NetworkMode },
        };
    }

    /// <summary>The engine lists a link's target under the link's name as well, such as <c>/web/db</c>.</summary>
    private IEnumerable<string> LinkNames(FakeContainer target) =>
        from container in _containers
        from link in container.Links
        where link.TargetId == target.Id
        select $"/{container.Name}/{link.Alias}";

    private JsonObject Describe(FakeContainer container)
    {
        var hostConfig = (JsonObject)container.HostConfig.DeepClone();
        hostConfig["Links"] = container.Links.Count == 0 ? null : Json.List(container.Links.Select(link =>
            $"/{_containers.First(other => other.Id == link.TargetId).Name}:/{container.Name}/{link.Alias}"));
        return new JsonObject
        {
            ["Id"] = container.Id,
            ["Created"] = Timestamp(container.CreatedAt),
            ["State"] = State(container),
            ["Image"] = container.Image.Id,
            ["Name"] = $"/{container.Name}",
            ["RestartCount"] = container.RestartCount,
            ["HostConfig"] = hostConfig,
            ["Mounts"] = new JsonArray([.. container.Mounts.Select(mount => mount.Describe())]),
            ["Config"] = container.Config.DeepClone(),
            ["NetworkSettings"] = new JsonObject
            {
                ["Networks"] = new JsonObject(container.Networks.Select(network =>
                    new KeyValuePair<string, JsonNode?>(network.Key, network.Value.DeepClone()))),
            },
        };
    }

    private static JsonObject State(FakeContainer container)
    {
        var state = new JsonObject
        {
            ["Status"] = container.State,
            ["Running"] = container.IsRunning,
            ["Paused"] = container.State == "paused",
            ["Restarting"] = container.State == "restarting",
            ["OOMKilled"] = false,
            ["Dead"] = false,
            ["ExitCode"] = container.ExitCode,
            ["Error"] = "",
            ["StartedAt"] = Timestamp(container.StartedAt),
        };
        if (container.Health is { } health)
            state["Health"] = new JsonObject { ["Status"] = health, ["FailingStreak"] = 0, ["Log"] = HealthLog(container) };
        return state;
    }

    private static JsonArray HealthLog(FakeContainer container) =>
        container.WasChecked ? [new JsonObject { ["Start"] = Timestamp(container.StartedAt), ["ExitCode"] = container.Health == "healthy" ? 0 : 1, ["Output"] = "" }] : [];

    private static string Timestamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
}
