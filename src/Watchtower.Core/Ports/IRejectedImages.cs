namespace Watchtower.Ports;

/// <summary>Images that failed with a container: not tried again with it until its tag moves on.</summary>
public interface IRejectedImages
{
    bool Contains(string containerName, string imageId);

    /// <summary>Replaces what was remembered for that container before.</summary>
    void Add(string containerName, string imageId);
}
