using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// Brings a group that is half replaced to one of its two ends. Both look at what the engine holds instead of
/// remembering what was done: so a lost answer, a crash and a second attempt are all the same, and the code that rolls
/// back is the code that recovers. Neither can be cancelled.
/// </summary>
internal sealed class Settlement(IDockerEngine engine, Departures departures, GracefulStop stop, TimeProvider time)
{
    private static readonly Retries _retries =
        new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));

    /// <summary>The group works: removes what was parked. Once it has begun, no recovery goes back any more.</summary>
    public async Task CommitAsync(IReadOnlyList<JournalEntry> entries)
    {
        var states = await ObserveAsync(entries);
        var leftovers = states.SelectMany(state => state.Leftovers).ToList();
        var proven = states.FirstOrDefault(state => state.IsProven)
            ?? states.FirstOrDefault(state => state.IsParked || state.Spare is not null);
        if (proven is null)
            return;

        // A single leftover is its own mark: with it goes the last trace.
        var last = proven.IsParked ? proven.Old! : proven.Spare!;
        if (leftovers.Count > 1 && !proven.IsProven)
            await engine.RenameContainerAsync(last.Id, proven.Entry.NameAs(JournalRole.Proven), CancellationToken.None);
        foreach (var leftover in leftovers.Where(leftover => leftover.Id != last.Id))
            await RemoveAsync(leftover);
        await RemoveAsync(last);
    }

    /// <summary>
    /// The group does not work: the old containers run again under their names, and nothing of ours is left.
    /// Tries several times, because what broke the replacement may well break the first attempt to go back.
    /// </summary>
    public Task RevertAsync(IReadOnlyList<JournalEntry> entries) =>
        _retries.RunAsync(_ => RevertOnceAsync(entries), _ => true, time, CancellationToken.None);

    /// <summary>What the engine holds, once it has finished the removals it is busy with.</summary>
    public async Task<IReadOnlyList<JournalState>> ObserveAsync(IReadOnlyList<JournalEntry> entries)
    {
        var listed = await departures.AwaitAsync(container =>
            container.State == "removing" && entries.Any(entry => JournalState.Observe(entry, [container]).All.Any()));
        return [.. entries.Select(entry => JournalState.Observe(entry, listed))];
    }

    /// <summary>
    /// Names of ours disappear last: as long as anything is left to do, the next recovery can see it.
    /// </summary>
    private async Task RevertOnceAsync(IReadOnlyList<JournalEntry> entries)
    {
        var states = await ObserveAsync(entries);
        var useSpares = await AnyVanishedAsync(states);
        var survivors = new Dictionary<string, JournalState>();
        foreach (var state in states)
        {
            if (state.Survivor(useSpares) is { } survivor)
                survivors[survivor.Id] = state;
        }

        var givenUp = states.SelectMany(state => state.All).Where(container => !survivors.ContainsKey(container.Id)).ToList();
        if (!states.All(state => state.IsUntouched))
            await StopAsync(givenUp.Concat(states.Where(state => state.Mark is not null).Select(state => state.Old).OfType<ContainerSummary>()));

        foreach (var container in await InStartOrderAsync(survivors.Select(survivor => survivor.Value.Survivor(useSpares)!)))
            await ReinstateAsync(container, survivors[container.Id]);
        foreach (var container in givenUp)
            await RemoveAsync(container);
    }

    /// <summary>Started first and named then: a container without its name is found again, a stopped one is not missed.</summary>
    private async Task ReinstateAsync(Container container, JournalState state)
    {
        await StartAsync(container);
        if (container.Name == state.Entry.Name)
            return;
        var isSpare = container.Id == state.Spare?.Id;
        if (isSpare && state.Old is { } old)
            await RenameAsync(old, JournalRole.Gone);
        if (state.Replacement is { } replacement && replacement.Name == state.Entry.Name && replacement.Id != container.Id)
            await RenameAsync(replacement, JournalRole.New);
        await engine.RenameContainerAsync(container.Id, state.Entry.Name, CancellationToken.None);

        async Task RenameAsync(ContainerSummary other, JournalRole role)
        {
            if (other.Name != state.Entry.NameAs(role))
                await Missing.IsFineAsync(engine.RenameContainerAsync(other.Id, state.Entry.NameAs(role), CancellationToken.None));
        }
    }

    /// <summary>Whether a <c>--rm</c> container of the group was stopped: then it is gone, or will be in a moment.</summary>
    private async Task<bool> AnyVanishedAsync(IReadOnlyList<JournalState> states)
    {
        foreach (var state in states.Where(state => state.Spare is not null && state.Old is not { IsRunning: true }))
        {
            if (state.Old is null || (await InspectAsync(state.Spare!)).IsRemovedOnExit)
                return true;
        }

        return false;
    }

    private async Task StopAsync(IEnumerable<ContainerSummary> containers)
    {
        foreach (var container in (await InStartOrderAsync(containers.Where(container => container.IsRunning))).Reverse())
            await stop.StopAsync(container);
    }

    private async Task<IReadOnlyList<Container>> InStartOrderAsync(IEnumerable<ContainerSummary> summaries)
    {
        var containers = new List<Container>();
        foreach (var summary in summaries)
            containers.Add(await InspectAsync(summary));
        return new DependencyGraph(containers).InStartOrder(new HashSet<string>(containers.Select(container => container.Id)));
    }

    /// <summary>Of a container that can't be read the list says enough to stop and to start it.</summary>
    private async Task<Container> InspectAsync(ContainerSummary summary)
    {
        try
        {
            return new Container(await engine.InspectContainerAsync(summary.Id, CancellationToken.None));
        }
        catch (Exception failure) when (failure is FormatException or EngineException { Failure: EngineFailure.Garbled })
        {
            return new Container(new JsonObject
            {
                ["Id"] = summary.Id,
                ["Name"] = $"/{summary.Name}",
                ["Image"] = summary.ImageId,
                ["State"] = new JsonObject { ["Running"] = summary.IsRunning },
            });
        }
    }

    private async Task StartAsync(Container container)
    {
        if (container.IsRunning)
            return;
        try
        {
            await engine.StartContainerAsync(container.Id, CancellationToken.None);
        }
        catch (EngineException) when (container.IsRemovedOnExit)
        {
            await CreateAgainAsync(container);
            throw;
        }
    }

    /// <summary>The engine removes a <c>--rm</c> container even when its start fails; the next attempt needs one to start.</summary>
    private async Task CreateAgainAsync(Container container)
    {
        var isThere = (await engine.ListContainersAsync(CancellationToken.None)).Any(listed => listed.Id == container.Id);
        if (isThere)
            return;
        var image = container.Config.Text("Image") ?? container.ImageId;
        var recreation = ContainerRecreation.Recreate(container, null, image, new RecreationContext(engine.ApiVersion));
        var id = await engine.CreateContainerAsync(container.Name, recreation.Body, CancellationToken.None);
        await engine.ConnectAsync(id, recreation);
    }

    private Task RemoveAsync(ContainerSummary container) =>
        Missing.IsFineAsync(engine.RemoveContainerAsync(container.Id, CancellationToken.None));
}
