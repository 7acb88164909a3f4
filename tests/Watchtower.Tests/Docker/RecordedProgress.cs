using Watchtower.Containers;
using Watchtower.Docker;

namespace Watchtower.Tests.Docker;

/// <summary>Keeps what was reported about a pull.</summary>
internal sealed class RecordedProgress : IPullProgress
{
    public List<(string Image, PullMessage Message)> Messages { get; } = [];

    public void Report(ImageReference image, PullMessage message) => Messages.Add((image.ToString(), message));
}
