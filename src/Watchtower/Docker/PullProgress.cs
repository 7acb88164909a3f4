using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Docker;

/// <summary>One line of the engine's report about a pull.</summary>
/// <param name="Layer">Short id of a layer; null for a line about the whole image.</param>
/// <param name="Status">Such as Downloading.</param>
/// <param name="Current">Bytes so far.</param>
/// <param name="Total">Bytes in all, where the engine knows.</param>
public sealed record PullMessage(string? Layer, string Status, long? Current, long? Total)
{
    public static PullMessage From(JsonObject message)
    {
        var detail = message.Child("progressDetail");
        return new PullMessage(message.Text("id"), message.Text("status") ?? "", detail.Number("current"), detail.Number("total"));
    }
}

/// <summary>Watches a pull.</summary>
public interface IPullProgress
{
    void Report(ImageReference image, PullMessage message);
}
