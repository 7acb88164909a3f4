using System.Text.Json.Nodes;

namespace Watchtower.Containers;

/// <summary>
/// A container as the engine described it at one moment (<c>GET /containers/{id}/json</c>).
/// The answer is kept whole and never changed: what a newer engine adds must survive a recreation.
/// </summary>
public sealed class Container
{
    /// <summary>Seconds, 23 days: the longest wait that a timer takes on every runtime.</summary>
    private const long LongestStop = 2_000_000;

    public Container(JsonObject inspect)
    {
        Inspect = inspect;
        Id = inspect.Text("Id") ?? throw new FormatException("it has no Id");
        Name = (inspect.Text("Name") ?? throw new FormatException("it has no Name")).TrimStart('/');
        ImageId = inspect.Text("Image") ?? throw new FormatException("it has no Image");
        Labels = new ContainerLabels(Config.Child("Labels").TextValues());
    }

    /// <summary>The engine's answer.</summary>
    public JsonObject Inspect { get; }

    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The first twelve digits of the id, as <c>docker ps</c> shows them.</summary>
    public string ShortId => ContainerId.Abbreviate(Id);

    /// <summary>Without the leading slash.</summary>
    public string Name { get; }

    /// <summary>The image it runs on, <c>sha256:…</c>.</summary>
    public string ImageId { get; }

    public ContainerLabels Labels { get; }

    /// <summary>The image it was asked to run, as the user wrote it.</summary>
    public string ImageName => Labels.OriginalImage ?? Config.Text("Image") ?? ImageId;

    public JsonObject Config => Inspect.Child("Config");

    public JsonObject HostConfig => Inspect.Child("HostConfig");

    public JsonObject Networks => Inspect.Child("NetworkSettings").Child("Networks");

    /// <summary>Running, and neither paused nor on its way out.</summary>
    public bool IsRunning => State.Flag("Running") && !State.Flag("Paused") && !State.Flag("Dead");

    public bool IsRestarting => State.Flag("Restarting");

    public int RestartCount => (int)(Inspect.Number("RestartCount") ?? 0);

    public int ExitCode => (int)(State.Number("ExitCode") ?? 0);

    /// <summary><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>; null without a health check.</summary>
    public string? Health => State.Child("Health").Text("Status") is { } status and not "none" ? status : null;

    /// <summary>Its health check has run, with whatever result.</summary>
    public bool WasChecked => State.Child("Health")["Log"] is JsonArray { Count: > 0 };

    /// <summary>Started with <c>--rm</c>: the engine removes it as soon as it stops.</summary>
    public bool IsRemovedOnExit => HostConfig.Flag("AutoRemove");

    /// <summary>What the user allows it to stop in, negative for any time it takes; null when nothing was said.</summary>
    public TimeSpan? StopTimeout =>
        Config.Number("StopTimeout") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, LongestStop)) : null;

    private JsonObject State => Inspect.Child("State");

    public override string ToString() => Name;
}
