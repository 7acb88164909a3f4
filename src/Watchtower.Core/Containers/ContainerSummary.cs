namespace Watchtower.Containers;

/// <summary>One row of the engine's container list (<c>GET /containers/json?all=1</c>).</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Without the leading slash.</param>
/// <param name="Image">The name asked for, or the image id where that name has moved on to another image.</param>
/// <param name="ImageId">The image the container runs on, <c>sha256:…</c>.</param>
/// <param name="State"><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c> or <c>dead</c>.</param>
/// <param name="Labels">Those of the container, which include those of its image.</param>
public sealed record ContainerSummary(
    string Id, string Name, string Image, string ImageId, string State, ContainerLabels Labels)
{
    /// <summary>Names of the containers that are linked to this one on the default bridge.</summary>
    public IReadOnlyList<string> LinkedFrom { get; init; } = [];

    /// <summary><c>default</c>, <c>host</c>, a network's name or <c>container:&lt;id&gt;</c>.</summary>
    public string NetworkMode { get; init; } = "";

    /// <summary>Only these are updated: paused and stopped containers are left as they are.</summary>
    public bool IsRunning => State is "running" or "restarting";
}
