using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.FakeDocker;

/// <summary>A link on the default bridge, bound to the target's id when it was made.</summary>
public sealed record Link(string TargetId, string Alias);

/// <summary>A container as the engine keeps it.</summary>
public sealed class FakeContainer(string id, string name, FakeImage image, JsonObject config, JsonObject hostConfig)
{
    public string Id { get; } = id;
    public string Name { get; internal set; } = name;
    public FakeImage Image { get; } = image;
    public JsonObject Config { get; } = config;
    public JsonObject HostConfig { get; } = hostConfig;

    public Dictionary<string, JsonObject> Networks { get; } = [];
    public IReadOnlyList<Mount> Mounts { get; internal set; } = [];
    public List<Link> Links { get; } = [];

    /// <summary><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c> or <c>exited</c>.</summary>
    public string State { get; internal set; } = "created";

    /// <summary>What the engine's list says instead, where that is out of date.</summary>
    public string? ListedState { get; set; }
    public string? Health { get; internal set; }
    public bool WasChecked { get; internal set; }
    public int ExitCode { get; internal set; }
    public int RestartCount { get; internal set; }
    public string? LastSignal { get; internal set; }
    public DateTimeOffset CreatedAt { get; internal init; }
    public DateTimeOffset StartedAt { get; internal set; }

    public string ShortId => ContainerId.Abbreviate(Id);
    public bool IsRunning => State is "running" or "paused" or "restarting";
    public bool IsAutoRemoved => HostConfig.Flag("AutoRemove");
    public string NetworkMode => HostConfig.Text("NetworkMode") is { Length: > 0 } mode ? mode : "default";

    /// <summary>What an alarm was set for is void when the container has stopped, or run again, since then.</summary>
    internal int Incarnation { get; set; }
    internal bool IsManuallyStopped { get; set; }
    internal TaskCompletionSource Exited { get; set; } = new();
    internal CancellationTokenSource? Program { get; set; }
    internal EngineClient? ProgramClient { get; set; }

    public override string ToString() => $"{Name} ({State}, {ContainerId.AbbreviateImage(Image.Id)})";
}
