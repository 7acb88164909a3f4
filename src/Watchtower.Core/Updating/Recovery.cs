using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <param name="Listed">All containers.</param>
/// <param name="Unsettled">Names of containers that are still half replaced: nothing that touches them may be updated.</param>
internal sealed record RecoveredEngine(IReadOnlyList<ContainerSummary> Listed, IReadOnlyList<string> Unsettled);

/// <summary>
/// Before anything else is looked at, finishes or reverts what an earlier run (of this process or of one that was
/// killed) left half done. The names on the engine are all it needs.
/// </summary>
internal sealed class Recovery(
    IDockerEngine engine, IUpdateEvents events, IRejectedImages rejected, Settlement settlement, RepairCommands repair, Proof proof, string? ownId)
{
    /// <summary>Returns the engine's containers as they are when as much as possible is settled.</summary>
    public async Task<RecoveredEngine> RecoverAsync(CancellationToken shutdown)
    {
        var listed = await engine.ListContainersAsync(shutdown);
        var transactions = Leftovers(listed).GroupBy(entry => entry.Owner).ToList();
        if (transactions.Count == 0)
            return new RecoveredEngine(listed, []);

        var unsettled = new List<string>();
        foreach (var entries in transactions.Select(transaction => transaction.ToList()))
        {
            if (!await SettleAsync(entries, shutdown))
                unsettled.AddRange(entries.Select(entry => entry.Name));
        }

        return new RecoveredEngine(await engine.ListContainersAsync(shutdown), unsettled);
    }

    /// <summary>Entries of every Watchtower that is not at work on them right now.</summary>
    private IEnumerable<JournalEntry> Leftovers(IReadOnlyList<ContainerSummary> listed) => listed
        .Select(container => JournalName.TryParse(container.Name)).OfType<JournalName>()
        .Select(name => new JournalEntry(name.Name, name.ShortId, name.Owner))
        .Distinct()
        .Where(entry => !IsAtWork(entry, listed));

    private bool IsAtWork(JournalEntry entry, IReadOnlyList<ContainerSummary> listed) =>
        !IsThisSuccessor(JournalState.Observe(entry, listed))
        && listed.Any(container => container.IsRunning && container.Id != ownId && ContainerId.Abbreviate(container.Id) == entry.Owner);

    /// <summary>
    /// This process is the new Watchtower and has the name: it clears up after the old one, even while that one is still
    /// running, and needs no other proof than being here.
    /// </summary>
    private bool IsThisSuccessor(JournalState state) =>
        state.Entry.IsSuccession && state.IsSwapped && ownId is not null && state.Replacement?.Id == ownId;

    private async Task<bool> SettleAsync(IReadOnlyList<JournalEntry> entries, CancellationToken shutdown)
    {
        var names = string.Join(", ", entries.Select(entry => entry.Name));
        events.RecoveryStarted(names);
        try
        {
            var isKept = await IsNewKeptAsync(entries, shutdown);
            await (isKept ? settlement.CommitAsync(entries) : settlement.RevertAsync(entries));
            events.RecoveryFinished(names, isKept);
            return true;
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            events.Stranded(names, failure.Message, await repair.ForAsync(await settlement.ObserveAsync(entries)));
            return false;
        }
    }

    /// <summary>Kept if it was found to work before, or if all of it is in place and proves to work now.</summary>
    private async Task<bool> IsNewKeptAsync(IReadOnlyList<JournalEntry> entries, CancellationToken shutdown)
    {
        var states = await settlement.ObserveAsync(entries);
        if (states.Any(state => state.IsProven || IsThisSuccessor(state)))
            return true;
        var isComplete = states.All(state => state.IsSwapped) && states.Any(state => state.IsParked || state.Spare is not null);
        if (!isComplete)
            return false;

        var running = states.Select(state => state.Mark is null ? state.Replacement : state.Old).OfType<ContainerSummary>();
        var result = await proof.ProveAsync(running.Select(container => (container.Name, container.Id)), shutdown);
        if (result.IsPostponed)
            throw new OperationCanceledException(shutdown);
        Reject(states, result.Failures);
        return result.Failures.Count == 0;
    }

    /// <summary>One that was found stopped may have been stopped by anything, a power cut for instance: that is no verdict.</summary>
    private void Reject(IReadOnlyList<JournalState> states, IReadOnlyList<ProofFailure> failures)
    {
        foreach (var state in states.Where(state => failures.Any(failure => failure.Container == state.Entry.Name)))
        {
            if (state.Replacement is { IsRunning: true } failed && failed.ImageId != (state.Old ?? state.Spare)?.ImageId)
                rejected.Add(state.Entry.Name, failed.ImageId);
        }
    }
}
