using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// Brings a group that is half replaced to one of its two ends. Both look at what the engine holds instead of
/// remembering what was done: so a lost answer, a crash and a second attempt are all the same, and the code that rolls
/// back is the code that recovers. Neither can be cancelled.
/// </summary>
internal sealed class Settlement(IDockerEngine engine, GracefulStop stop)
{
    /// <summary>The group works: removes what was parked. Once it has begun, no recovery goes back any more.</summary>
    public async Task CommitAsync(IReadOnlyList<JournalEntry> entries)
    {
        var states = await ObserveAsync(entries);
        var parked = states.Where(state => state.Parked is not null).ToList();
        if (states.Count > 1 && !states.Any(state => state.IsProven) && parked.Count > 0)
            await engine.RenameContainerAsync(parked[0].Parked!.Id, parked[0].Entry.NameAs(JournalRole.Proven), CancellationToken.None);

        foreach (var mark in states.Select(state => state.Mark).OfType<ContainerSummary>())
            await RemoveAsync(mark);
        foreach (var state in parked.AsEnumerable().Reverse().OrderBy(state => state.IsProven))
            await RemoveAsync(state.Parked!);
    }

    /// <summary>The group does not work: the old containers run again under their names, and nothing of ours is left.</summary>
    public async Task RevertAsync(IReadOnlyList<JournalEntry> entries)
    {
        var states = await ObserveAsync(entries);
        var given = states.Where(state => state.Replacement is not null && state.Replacement != state.Survivor)
            .Select(state => state.Replacement!).ToList();

        if (!states.All(state => state.IsUntouched))
        {
            var running = given.Concat(states.Where(state => state.Mark is not null).Select(state => state.Old).OfType<ContainerSummary>())
                .Where(container => container.IsRunning);
            foreach (var container in (await InStartOrderAsync(running)).Reverse())
                await stop.StopAsync(container);
        }

        foreach (var container in given)
            await RemoveAsync(container);
        foreach (var state in states.Where(state => state.Survivor is not null && state.Survivor.Name != state.Entry.Name))
            await engine.RenameContainerAsync(state.Survivor!.Id, state.Entry.Name, CancellationToken.None);
        foreach (var container in await InStartOrderAsync(states.Select(state => state.Survivor).OfType<ContainerSummary>()))
            await StartAsync(container);

        foreach (var state in states)
        {
            foreach (var leftover in new[] { state.Mark, state.Old is null ? null : state.Spare }.OfType<ContainerSummary>())
                await RemoveAsync(leftover);
        }
    }

    public async Task<IReadOnlyList<JournalState>> ObserveAsync(IReadOnlyList<JournalEntry> entries)
    {
        var listed = await engine.ListContainersAsync(CancellationToken.None);
        return [.. entries.Select(entry => JournalState.Observe(entry, listed))];
    }

    private async Task<IReadOnlyList<Container>> InStartOrderAsync(IEnumerable<ContainerSummary> summaries)
    {
        var containers = new List<Container>();
        foreach (var summary in summaries)
            containers.Add(new Container(await engine.InspectContainerAsync(summary.Id, CancellationToken.None)));
        return new DependencyGraph(containers).InStartOrder(new HashSet<string>(containers.Select(container => container.Id)));
    }

    private async Task StartAsync(Container container)
    {
        if (!container.IsRunning)
            await engine.StartContainerAsync(container.Id, CancellationToken.None);
    }

    private Task RemoveAsync(ContainerSummary container) =>
        Missing.IsFineAsync(engine.RemoveContainerAsync(container.Id, CancellationToken.None));
}
