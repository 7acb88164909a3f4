using Watchtower.Containers;
using Watchtower.FakeDocker;

namespace Watchtower.Tests.Updating;

/// <summary>
/// The promise to the user, taken down before anything happens: whatever fails, a container of each name runs with the
/// options it was started with, its data still on it, and only once.
/// </summary>
internal sealed class Promise
{
    private readonly FakeEngine _engine;
    private readonly IReadOnlyDictionary<string, string> _options;

    public Promise(FakeEngine engine)
    {
        _engine = engine;
        foreach (var (name, volume) in engine.Volumes)
            volume.Content = $"precious {ContainerId.Abbreviate(name)}";
        _options = engine.Containers.ToDictionary(container => container.Name, OptionsOf);
    }

    /// <summary>What does not hold right now; empty if all is well.</summary>
    public IEnumerable<string> Broken()
    {
        foreach (var (name, options) in _options)
        {
            var container = _engine.Named(name);
            if (container is not { State: "running" })
                yield return $"{name} {(container is null ? "is gone" : $"is {container.State}")}";
            else if (OptionsOf(container) is { } now && now != options)
                yield return $"{name} changed:\n  was {options}\n  is  {now}";
        }

        var runningTwice = _engine.Containers.Where(container => container.IsRunning)
            .GroupBy(container => JournalName.NameForUser(container.Name)).Where(same => same.Count() > 1);
        foreach (var twice in runningTwice)
            yield return $"{twice.Key} runs twice: {string.Join(", ", twice)}";
    }

    /// <summary>What is left behind that the user did not put there.</summary>
    public IEnumerable<string> Leftovers() => _engine.Containers
        .Where(container => !_options.ContainsKey(container.Name))
        .Select(container => $"{container} is left over");

    private string OptionsOf(FakeContainer container)
    {
        var env = container.Config.Texts("Env").Except(container.Image.Config.Texts("Env"));
        var labels = container.Config.Child("Labels").Where(label => label.Key != ContainerLabels.FollowedImageLabel);
        var mounts = container.Mounts.Select(mount => $"{mount.Destination}={(mount.Name is null ? mount.Source : _engine.Volumes.GetValueOrDefault(mount.Name)?.Content)}");
        var networks = container.Networks.Select(network => $"{network.Key}({List(network.Value.Texts("Aliases").Where(alias => alias != container.ShortId))})");
        var links = container.Links.Select(link => $"{NameOf(link.TargetId)}:{link.Alias}");
        var isGuest = container.NetworkMode.StartsWith("container:", StringComparison.Ordinal);
        var mode = isGuest ? $"container:{NameOf(container.NetworkMode["container:".Length..])}" : container.NetworkMode;
        var hostname = isGuest || container.Config.Text("Hostname") == container.ShortId ? "" : container.Config.Text("Hostname");
        return $"env {List(env)}; labels {List(labels.Select(label => label.ToString()))}; mounts {List(mounts)}; networks {List(networks)}; links {List(links)}; "
            + $"{hostname} {mode} {container.HostConfig["RestartPolicy"]?.ToJsonString()} {container.HostConfig["PortBindings"]?.ToJsonString()} rm {container.IsAutoRemoved}";
    }

    private string NameOf(string nameOrId) =>
        _engine.Containers.FirstOrDefault(container => container.Id == nameOrId)?.Name ?? nameOrId;

    private static string List(IEnumerable<string> texts) => string.Join(",", texts.Order(StringComparer.Ordinal));
}
