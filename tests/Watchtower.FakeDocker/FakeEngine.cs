using System.Security.Cryptography;
using System.Text;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>
/// A Docker engine in memory that behaves like moby 20.10 and later where it matters to who replaces containers.
/// It fails as the real one does; failures beyond that are planned at its doors, see <see cref="EngineClient"/>.
/// </summary>
public sealed partial class FakeEngine(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<FakeContainer> _containers = [];
    private readonly Dictionary<string, FakeVolume> _volumes = [];
    private readonly Dictionary<string, string> _networks = new()
    {
        ["bridge"] = IdOf("network bridge"),
        ["host"] = IdOf("network host"),
        ["none"] = IdOf("network none"),
    };

    private int _created;

    /// <summary>The highest version it speaks.</summary>
    public Version ApiVersion { get; init; } = new(1, 41);

    public static TimeSpan UsualRemoval { get; } = TimeSpan.FromMilliseconds(120);

    /// <summary>How long it takes to remove a <c>--rm</c> container after its stop.</summary>
    public TimeSpan AutoRemoveDelay { get; init; } = UsualRemoval;

    /// <summary>The id of the first container it will create.</summary>
    public static string FirstId { get; } = IdOf("container 1");

    public TimeProvider Time => time;

    public IReadOnlyList<FakeContainer> Containers => _containers;

    public IReadOnlyDictionary<string, FakeVolume> Volumes => _volumes;

    /// <summary>Null if there is none of exactly that name.</summary>
    public FakeContainer? Named(string name) => _containers.SingleOrDefault(container => container.Name == name);

    public FakeContainer Get(string name) => Named(name) ?? throw new KeyNotFoundException(
        $"There is no container {name}, only {string.Join(", ", _containers)}.");

    public void AddNetwork(string name) => _networks[name] = IdOf($"network {name} {_networks.Count}");

    public void RemoveNetwork(string name) => _networks.Remove(name);

    /// <summary>Null if there is none.</summary>
    public string? FindNetwork(string name) => NetworkName(name) is { } known ? _networks[known] : null;

    /// <summary>A process that talks to this engine.</summary>
    public EngineClient Connect(params IEnumerable<Fault> faults) => new(this, faults);

    /// <summary>The power goes and comes back: what a policy says is started again, nothing else runs.</summary>
    public void LosePower()
    {
        lock (_lock)
        {
            foreach (var container in _containers.Where(container => container.IsRunning))
                Halt(container, 137);
            foreach (var container in _containers.Where(container => container.IsAutoRemoved).ToList())
                Delete(container, withAnonymousVolumes: true);
            foreach (var container in _containers.Where(IsStartedAtBoot))
                Launch(container);
        }
    }

    internal static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>By name, id, or the unambiguous start of an id.</summary>
    private FakeContainer Find(string nameOrId)
    {
        var name = nameOrId.TrimStart('/');
        return _containers.FirstOrDefault(container => container.Id == name)
            ?? _containers.FirstOrDefault(container => container.Name == name)
            ?? _containers.FirstOrDefault(container => name.Length > 0 && container.Id.StartsWith(name, StringComparison.Ordinal))
            ?? throw Fail(EngineFailure.NotFound, $"No such container: {nameOrId}");
    }

    internal static EngineException Fail(EngineFailure failure, string message) => new(failure, message);
}
