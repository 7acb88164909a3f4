using System.Text.Json.Nodes;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

public sealed partial class FakeEngine
{
    public void Rename(string container, string name)
    {
        lock (_lock)
        {
            var found = Find(container);
            if (found.Name == name)
                throw Fail(EngineFailure.Invalid, $"Renaming a container with the same name as its current name");
            CheckName(name);
            found.Name = name;
        }
    }

    public void Connect(string network, string container, JsonObject endpoint)
    {
        lock (_lock)
        {
            var name = NetworkName(network) ?? throw Fail(EngineFailure.NotFound, $"network {network} not found");
            var found = Find(container);
            if (found.IsRunning && found.Networks.ContainsKey(name))
                throw Fail(EngineFailure.Refused, $"endpoint with name {found.Name} already exists in network {name}");
            found.Networks[name] = (JsonObject)endpoint.DeepClone();
            if (found.IsRunning)
                Join(found, name);
        }
    }

    /// <summary>Running or not; its volumes stay.</summary>
    public void Remove(string container)
    {
        lock (_lock)
        {
            var found = Find(container);
            if (found.IsRunning)
                Halt(found, 137);
            Delete(found, withAnonymousVolumes: false);
        }
    }

    private void Delete(FakeContainer container, bool withAnonymousVolumes)
    {
        container.Incarnation++;
        _containers.Remove(container);
        foreach (var other in _containers)
            other.Links.RemoveAll(link => link.TargetId == container.Id);
        if (!withAnonymousVolumes)
            return;
        foreach (var mount in container.Mounts.Where(mount => mount.IsAnonymous && !IsMounted(mount.Name!)))
            _volumes.Remove(mount.Name!);
    }

    private bool IsMounted(string volume) =>
        _containers.Any(container => container.Mounts.Any(mount => mount.Name == volume));

    private string? NetworkName(string nameOrId) =>
        _networks.ContainsKey(nameOrId) ? nameOrId
        : _networks.FirstOrDefault(network => network.Value.StartsWith(nameOrId, StringComparison.Ordinal)).Key;
}
