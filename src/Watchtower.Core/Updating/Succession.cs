using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// How Watchtower replaces itself: the new one is started beside the old one; when it can talk to the engine it takes
/// the name, stops the old one and removes it. If it dies, the old one, still running, removes it and carries on.
/// At no time is there none, and never more than one predecessor.
/// </summary>
public sealed class Succession(
    IDockerEngine engine, IUpdateEvents events, IRejectedImages rejected, TimeProvider time, UpdateOptions options)
{
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(1);

    /// <summary>The new one's side, before its first pass: relieves the old one, if it was started for that.</summary>
    public async Task TakeOverAsync(CancellationToken cancellation)
    {
        if (options.OwnId is not null)
            await Retries.OfASuccessor.RunAsync(TakeOverOnceAsync, _ => true, time, cancellation);
    }

    /// <summary>Whoever has the name already leaves the rest to the recovery, which comes first in every pass.</summary>
    private async Task TakeOverOnceAsync(CancellationToken cancellation)
    {
        var listed = await engine.ListContainersAsync(cancellation);
        var self = listed.FirstOrDefault(container => container.Id == options.OwnId);
        if (self is null || JournalName.TryParse(self.Name) is not { Role: JournalRole.New } name)
            return;

        var entry = new JournalEntry(name.Name, name.ShortId, name.Owner);
        var predecessor = JournalState.Observe(entry, listed).Old;
        events.TakingOver(name.Name);
        if (predecessor is not null && predecessor.Name == name.Name)
            await engine.RenameContainerAsync(predecessor.Id, entry.NameAs(JournalRole.Old), cancellation);
        await engine.RenameContainerAsync(self.Id, name.Name, cancellation);
        if (predecessor is not null)
            await RetireAsync(predecessor);
        events.TookOver(name.Name);
    }

    /// <summary>The old one's side.</summary>
    /// <param name="member">A container that runs Watchtower: this one or another.</param>
    /// <param name="shutdown">Cancelled when the successor stops this process, which is how it ends well.</param>
    /// <returns>How it went for that container.</returns>
    public async Task<ContainerOutcome> StartSuccessorAsync(GroupMember member, CancellationToken shutdown)
    {
        var container = member.Container;
        if (options.RunOnce && container.Id == options.OwnId)
            return HoldBack(container, "it ends after this pass anyway");
        if (JournalName.TryParse(container.Name) is not null)
            return HoldBack(container, "it is being relieved already");

        var entry = new JournalEntry(container.Name, container.ShortId, container.ShortId);
        // Nothing is stopped before the new one works, so no spare is needed even with --rm.
        var preparation = new GroupPreparation(engine, events, new UpdateGroup([member]), withSpares: false);
        try
        {
            events.SelfUpdateStarted(container.Name, member.ImageId);
            var id = await preparation.PrepareAsync(member, entry);
            await engine.StartContainerAsync(id, CancellationToken.None);
            if (await WatchAsync(id, entry, shutdown) is not { } failure)
                return ContainerOutcome.Updated;
            rejected.Add(entry.Name, member.ImageId);
            return await GiveUpAsync(entry, failure);
        }
        catch (EngineException failure) when (preparation.IsAnothers(failure))
        {
            return HoldBack(container, $"another Watchtower is at it: {failure.Message}");
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            // What the engine refuses today may work at the next check, unless it says that the image is at fault.
            if (failure.Failure == EngineFailure.Invalid)
                rejected.Add(entry.Name, member.ImageId);
            return await GiveUpAsync(entry, failure.Message);
        }
    }

    /// <summary>Null when the successor is in place, or on its way there while this process is asked to end.</summary>
    private async Task<string?> WatchAsync(string id, JournalEntry entry, CancellationToken shutdown)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < options.SuccessionTimeout)
        {
            try
            {
                await time.Delay(_poll, shutdown);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            try
            {
                if (await LookAsync(id, entry) is { } seen)
                    return seen.Failure;
            }
            catch (EngineException)
            {
                // Strange answers are no verdict: the successor gets the same ones and may be at work all the same.
            }
        }

        return "the new one did not take over in time";
    }

    /// <summary>Null as long as there is nothing to be told yet; otherwise with a failure, or with none if it is in place.</summary>
    private async Task<Verdict?> LookAsync(string id, JournalEntry entry)
    {
        var state = JournalState.Observe(entry, await engine.ListContainersAsync(CancellationToken.None));
        if (state.Replacement is not { } successor)
            return new Verdict("the new one vanished");
        if (state.Old is null && successor.Name == entry.Name)
            return new Verdict(null);
        var seen = new Container(await engine.InspectContainerAsync(id, CancellationToken.None));
        // One that the engine has started again, and that is taking over now, must not be removed: it may have asked
        // the engine already to stop this one, and then there would be none.
        var isTakingOver = seen.IsRunning && !seen.IsRestarting && (state.IsParked || state.IsSwapped);
        return !isTakingOver && (!seen.IsRunning || seen.IsRestarting || seen.RestartCount > 0)
            ? new Verdict($"the new one exited with code {seen.ExitCode}")
            : null;
    }

    private sealed record Verdict(string? Failure);

    private async Task<ContainerOutcome> GiveUpAsync(JournalEntry entry, string reason)
    {
        var state = JournalState.Observe(entry, await engine.ListContainersAsync(CancellationToken.None));
        if (state.Replacement is { } successor)
            await Missing.IsFineAsync(engine.RemoveContainerAsync(successor.Id, CancellationToken.None));
        if (state.Old is { } old && old.Name != entry.Name)
            await engine.RenameContainerAsync(old.Id, entry.Name, CancellationToken.None);
        events.SelfUpdateFailed(entry.Name, reason);
        return ContainerOutcome.Failed;
    }

    private ContainerOutcome HoldBack(Container container, string reason)
    {
        events.SelfUpdateSkipped(container.Name, reason);
        return ContainerOutcome.HeldBack;
    }

    private async Task RetireAsync(ContainerSummary predecessor)
    {
        var container = new Container(await engine.InspectContainerAsync(predecessor.Id, CancellationToken.None));
        await new GracefulStop(engine, events, time, options.StopTimeout).StopAsync(container);
        await Missing.IsFineAsync(engine.RemoveContainerAsync(predecessor.Id, CancellationToken.None));
        if (options.Cleanup)
            await new ImageCleanup(engine, events).RemoveUnusedAsync([predecessor.ImageId], CancellationToken.None);
    }
}
