using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// The transaction: create beside the old, stop the old, swap names, start, prove, and only then remove. Whatever goes
/// wrong on the way, the old containers come back. The service is down from the stop to the start, and not longer.
/// </summary>
internal sealed class GroupReplacement(
    IDockerEngine engine, IUpdateEvents events, IRejectedImages rejected,
    Settlement settlement, RepairCommands repair, Departures departures, GracefulStop stop, Proof proof, string owner)
{
    /// <param name="group">What to do, decided before.</param>
    /// <param name="shutdown">Heard only while waiting for proof: a group in hand is brought to an end.</param>
    /// <returns>Whether the new containers run; otherwise the old ones do, or an event has told worse.</returns>
    public async Task<bool> ReplaceAsync(UpdateGroup group, CancellationToken shutdown)
    {
        if (await ReasonNotToBeginAsync(group) is { } reason)
        {
            events.GroupRefused(group, reason);
            return false;
        }

        var entries = group.Members.Select(Entry).ToList();
        var preparation = new GroupPreparation(engine, events, group);
        try
        {
            var ids = await SwapAsync(group, entries, preparation);
            var result = await proof.ProveAsync(group.Members.Zip(ids, (member, id) => (member.Container.Name, id)), shutdown);
            if (result.Failures.Count > 0)
                return await FailAsync(group, entries, result.Failures);

            foreach (var (member, id) in group.Members.Zip(ids, (member, id) => (member, id)))
                events.Updated(member, id);
            if (result.IsPostponed)
                events.ProofPostponed(group.ToString());
            else
                await CommitAsync(group, entries);
            return true;
        }
        catch (EngineException failure) when (preparation.IsAnothers(failure))
        {
            // The recovery has removed what was left of earlier passes: somebody else is at it, and what has the name is theirs.
            events.GroupRefused(group, failure.Message);
            return false;
        }
#pragma warning disable CA1031 // whatever went wrong, be it our own mistake: the old containers must come back
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return await RollBackAsync(group, entries, failure.Message);
        }
    }

    private JournalEntry Entry(GroupMember member) => new(member.Container.Name, member.Container.ShortId, owner);

    /// <summary>The plan was made from a snapshot; what a person did since then is respected.</summary>
    private async Task<string?> ReasonNotToBeginAsync(UpdateGroup group)
    {
        try
        {
            var listed = await engine.ListContainersAsync(CancellationToken.None);
            var changed = group.Members.FirstOrDefault(member => !listed.Any(container =>
                container.Id == member.Container.Id && container.Name == member.Container.Name && container.IsRunning));
            return changed is null ? null : $"{changed.Container.Name} was changed by somebody else meanwhile";
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            return failure.Message;
        }
    }

    private async Task<IReadOnlyList<string>> SwapAsync(UpdateGroup group, IReadOnlyList<JournalEntry> entries, GroupPreparation preparation)
    {
        events.GroupPlanned(group);
        var ids = new List<string>();
        foreach (var (member, entry) in group.Members.Zip(entries, (member, entry) => (member, entry)))
            ids.Add(await preparation.PrepareAsync(member, entry));

        foreach (var member in group.InStopOrder)
            await stop.StopAsync(member.Container);

        await Task.WhenAll(group.Members.Select((member, index) => RenameAsync(member, entries[index], ids[index])));

        foreach (var (member, id) in group.Members.Zip(ids, (member, id) => (member, id)))
            await StartAsync(group, member, id);

        return ids;
    }

    private async Task StartAsync(UpdateGroup group, GroupMember member, string id)
    {
        try
        {
            await engine.StartContainerAsync(id, CancellationToken.None);
            events.Started(member.Container.Name, id);
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.Invalid)
        {
            // Such as a command that the new image does not have: it would fail again at every pass.
            Reject(group, [new ProofFailure(member.Container.Name, failure.Message)]);
            throw;
        }
    }

    private async Task RenameAsync(GroupMember member, JournalEntry entry, string newId)
    {
        if (!member.IsReplaced)
            return;
        if (member.Container.IsRemovedOnExit)
            await WaitUntilGoneAsync(member.Container);
        else
            await engine.RenameContainerAsync(member.Container.Id, entry.NameAs(JournalRole.Old), CancellationToken.None);
        await engine.RenameContainerAsync(newId, entry.Name, CancellationToken.None);
    }

    private async Task WaitUntilGoneAsync(Container container)
    {
        var listed = await departures.AwaitAsync(IsIt);
        if (listed.Any(IsIt))
            throw new EngineException(EngineFailure.Refused, $"the engine did not remove {container.Name} after its stop, though it was started with --rm");

        bool IsIt(ContainerSummary candidate) => candidate.Id == container.Id;
    }

    private async Task CommitAsync(UpdateGroup group, IReadOnlyList<JournalEntry> entries)
    {
        try
        {
            await settlement.CommitAsync(entries);
        }
        catch (EngineException failure)
        {
            events.LeftoverKept(group.ToString(), failure.Message); // the next pass tidies up
        }
    }

    private async Task<bool> FailAsync(
        UpdateGroup group, IReadOnlyList<JournalEntry> entries, IReadOnlyList<ProofFailure> failures)
    {
        Reject(group, failures);
        return await RollBackAsync(group, entries, string.Join("; ", failures.Select(failure => $"{failure.Container} {failure.Reason}")));
    }

    /// <summary>
    /// The new images of those that failed are not tried again. Where only followers failed, it must be one of the
    /// images they rely on.
    /// </summary>
    private void Reject(UpdateGroup group, IReadOnlyList<ProofFailure> failures)
    {
        var updated = group.Members.Where(member => member.Action == MemberAction.Update).ToList();
        var failed = updated.Where(member => failures.Any(failure => failure.Container == member.Container.Name)).ToList();
        foreach (var member in failed.Count > 0 ? failed : updated)
            rejected.Add(member.Container.Name, member.ImageId);
    }

    private async Task<bool> RollBackAsync(UpdateGroup group, IReadOnlyList<JournalEntry> entries, string reason)
    {
        events.RollingBack(group, reason);
        try
        {
            await settlement.RevertAsync(entries);
            events.RolledBack(group, reason);
            return false;
        }
        catch (EngineException failure)
        {
            events.Stranded(group.ToString(), failure.Message, await CommandsAsync(entries));
            return false;
        }
    }

    private async Task<string> CommandsAsync(IReadOnlyList<JournalEntry> entries)
    {
        try
        {
            return await repair.ForAsync(await settlement.ObserveAsync(entries));
        }
        catch (EngineException)
        {
            return "docker ps -a"; // the engine itself is away, and the next pass recovers
        }
    }
}
