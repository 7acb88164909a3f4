using Watchtower.Ports;

namespace Watchtower.FakeDocker;

public sealed class RejectedInMemory : IRejectedImages
{
    private readonly Dictionary<string, string> _images = [];

    public IReadOnlyDictionary<string, string> Images => _images;

    public bool Contains(string containerName, string imageId) =>
        _images.TryGetValue(containerName, out var image) && image == imageId;

    public void Add(string containerName, string imageId) => _images[containerName] = imageId;
}
