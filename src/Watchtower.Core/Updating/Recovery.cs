using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// Before anything else is looked at, finishes or reverts what an earlier run (of this process or of one that was
/// killed) left half done. The names on the engine are all it needs.
/// </summary>
internal sealed class Recovery(IDockerEngine engine, IUpdateEvents events, Settlement settlement, Proof proof, string? ownId)
{
    /// <summary>Returns the engine's containers as they are when nothing is half done any more.</summary>
    public async Task<IReadOnlyList<ContainerSummary>> RecoverAsync(CancellationToken shutdown)
    {
        var listed = await engine.ListContainersAsync(shutdown);
        var transactions = Leftovers(listed).GroupBy(entry => entry.Owner).ToList();
        if (transactions.Count == 0)
            return listed;

        foreach (var transaction in transactions)
            await SettleAsync([.. transaction], shutdown);
        return await engine.ListContainersAsync(shutdown);
    }

    /// <summary>Entries of every Watchtower that is not at work on them right now.</summary>
    private IEnumerable<JournalEntry> Leftovers(IReadOnlyList<ContainerSummary> listed) => listed
        .Select(container => JournalName.TryParse(container.Name)).OfType<JournalName>()
        .Select(name => new JournalEntry(name.Name, name.ShortId, name.Owner))
        .Distinct()
        .Where(entry => !IsAtWork(entry, listed));

    private bool IsAtWork(JournalEntry entry, IReadOnlyList<ContainerSummary> listed)
    {
        // The successor of a Watchtower clears up after it, even while that one is still running.
        if (entry.IsSuccession && listed.Any(container => container.Name == entry.Name && container.Id == ownId))
            return false;
        return listed.Any(container =>
            container.IsRunning && container.Id != ownId && ContainerId.Abbreviate(container.Id) == entry.Owner);
    }

    private async Task SettleAsync(IReadOnlyList<JournalEntry> entries, CancellationToken shutdown)
    {
        var names = string.Join(", ", entries.Select(entry => entry.Name));
        events.RecoveryStarted(names);
        try
        {
            var isKept = await IsNewKeptAsync(entries, shutdown);
            await (isKept ? settlement.CommitAsync(entries) : settlement.RevertAsync(entries));
            events.RecoveryFinished(names, isKept);
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            events.Stranded(names, failure.Message, RepairCommands.For(await settlement.ObserveAsync(entries)));
        }
    }

    /// <summary>Kept if it was found to work before, or if all of it is in place and proves to work now.</summary>
    private async Task<bool> IsNewKeptAsync(IReadOnlyList<JournalEntry> entries, CancellationToken shutdown)
    {
        var states = await settlement.ObserveAsync(entries);
        if (states.Any(state => state.IsProven))
            return true;
        if (!states.All(state => state.IsSwapped) || states.All(state => state.Parked is null))
            return false;

        var running = states.Select(state => state.Mark is null ? state.Replacement : state.Old).OfType<ContainerSummary>();
        var result = await proof.ProveAsync(running.Select(container => (container.Name, container.Id)), shutdown);
        return result.IsPostponed ? throw new OperationCanceledException(shutdown) : result.Failures.Count == 0;
    }
}
