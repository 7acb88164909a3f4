using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// What a person would type to get the old containers back, for the day on which even going back failed.
/// Names, ids and networks only: nothing that could be a secret appears in it.
/// </summary>
internal sealed class RepairCommands(IDockerEngine engine)
{
    public async Task<string> ForAsync(IEnumerable<JournalState> states)
    {
        var commands = new List<string>();
        var created = new HashSet<string>();
        foreach (var state in states)
            commands.AddRange(await ForAsync(state, created));
        return commands.Count == 0 ? "docker ps -a" : string.Join(" && ", commands);
    }

    private async Task<IReadOnlyList<string>> ForAsync(JournalState state, HashSet<string> created)
    {
        if (state.Survivor(useSpares: false) is not { } survivor)
            return [];
        var commands = new List<string>();
        if (state.Replacement is { } replacement && replacement.Id != survivor.Id)
            commands.Add($"docker rm -f {replacement.Name}");
        if (state.Intruder is { } intruder)
            commands.Add($"docker rename {intruder.Name} {intruder.Name}.{ContainerId.Abbreviate(intruder.Id)}");
        if (survivor.Name != state.Entry.Name)
            commands.Add($"docker rename {survivor.Name} {state.Entry.Name}");
        if (await IsRunningAsync(survivor))
            return commands;
        commands.AddRange(await NetworksAsync(survivor, state.Entry.Name, created));
        commands.Add($"docker start {state.Entry.Name}");
        return commands;
    }

    /// <summary>
    /// Not as listed: where a full disk kept Docker 20.10 from writing down that a container has ended, its list goes on to say
    /// that it runs. To start one that does run is no harm.
    /// </summary>
    private async Task<bool> IsRunningAsync(ContainerSummary survivor)
    {
        try
        {
            return survivor.IsRunning && new Container(await engine.InspectContainerAsync(survivor.Id, CancellationToken.None)).IsRunning;
        }
        catch (Exception failure) when (failure is EngineException or FormatException)
        {
            return false;
        }
    }

    /// <summary>A network that was removed has to be there again, and the container to be told: it knows networks by id.</summary>
    private async Task<IReadOnlyList<string>> NetworksAsync(ContainerSummary survivor, string name, HashSet<string> created)
    {
        var commands = new List<string>();
        try
        {
            var container = new Container(await engine.InspectContainerAsync(survivor.Id, CancellationToken.None));
            foreach (var endpoint in RecreatedEndpoints.From(container, engine.ApiVersion))
            {
                var present = await engine.FindNetworkAsync(endpoint.Network, CancellationToken.None);
                if (present is not null && present == container.Networks.Child(endpoint.Network).Text("NetworkID"))
                    continue;
                if (present is null && created.Add(endpoint.Network))
                    commands.Add($"docker network create {endpoint.Network}");
                commands.Add($"docker network disconnect --force {endpoint.Network} {name}");
                commands.Add($"docker network connect {string.Concat(Options(endpoint))}{endpoint.Network} {name}");
            }
        }
        catch (Exception failure) when (failure is EngineException or FormatException or InvalidOperationException)
        {
            // The engine can't tell; the other commands hold all the same.
        }

        return commands;
    }

    private static IEnumerable<string> Options(Endpoint endpoint)
    {
        foreach (var alias in endpoint.Settings.Texts("Aliases"))
            yield return $"--alias {alias} ";
        if (endpoint.Settings.Child("IPAMConfig").Text("IPv4Address") is { Length: > 0 } address)
            yield return $"--ip {address} ";
        if (endpoint.Settings.Child("IPAMConfig").Text("IPv6Address") is { Length: > 0 } longer)
            yield return $"--ip6 {longer} ";
    }
}
