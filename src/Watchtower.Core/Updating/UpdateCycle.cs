using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>One pass: look, decide, act, tidy up, report.</summary>
public sealed class UpdateCycle
{
    private readonly IRejectedImages _rejected;
    private readonly IUpdateEvents _events;
    private readonly UpdateOptions _options;
    private readonly WatchedContainers _watched;
    private readonly Inspection _inspection;
    private readonly Func<ImageFreshness> _newFreshness;
    private readonly Recovery _recovery;
    private readonly GroupReplacement _replacement;
    private readonly Succession _succession;
    private readonly ImageCleanup _cleanup;

    public UpdateCycle(
        IDockerEngine engine, IRegistry registry, IRejectedImages rejected, IUpdateEvents events, TimeProvider time,
        ContainerSelector selector, UpdateOptions options)
    {
        (_rejected, _events, _options) = (rejected, events, options);
        _watched = new WatchedContainers(engine, events, time, selector);
        var stop = new GracefulStop(engine, events, time, options.StopTimeout);
        var proof = new Proof(engine, events, time, options.ProofPeriod);
        var departures = new Departures(engine, time);
        var settlement = new Settlement(engine, departures, stop, time);
        var repair = new RepairCommands(engine);
        var owner = options.OwnId is null ? JournalName.NoOwner : ContainerId.Abbreviate(options.OwnId);
        _inspection = new Inspection(engine, events, time);
        _newFreshness = () => new ImageFreshness(engine, registry, events, options.NoPull);
        _recovery = new Recovery(engine, events, rejected, settlement, repair, proof, options.OwnId);
        _replacement = new GroupReplacement(engine, events, rejected, settlement, repair, departures, stop, proof, owner);
        _succession = new Succession(engine, events, rejected, time, options);
        _cleanup = new ImageCleanup(engine, events);
    }

    /// <summary>
    /// Throws <see cref="EngineException"/> only when the engine is out of reach; every other failure is a container's
    /// own, and the report has it.
    /// </summary>
    /// <param name="shutdown">Ends the pass before the next group; the group in hand is finished.</param>
    public async Task<UpdateReport> RunAsync(CancellationToken shutdown)
    {
        var report = new UpdateReport();
        var (listed, unsettled) = await _recovery.RecoverAsync(shutdown);
        var watched = await _watched.SelectAsync(listed, shutdown);
        var newImages = await FindNewImagesAsync(watched, report, shutdown);
        if (newImages.Count > 0)
        {
            var running = await _inspection.ReadAsync(listed.Where(container => container.IsRunning), shutdown);
            var known = new HashSet<string>(running.Select(container => container.Id));
            foreach (var unread in listed.Where(container => newImages.ContainsKey(container.Id) && !known.Contains(container.Id)))
                report.Record(unread.Name, ContainerOutcome.Unknown);
            var untouchable = new Untouchable(listed, unsettled, known);
            await ActAsync(UpdatePlanner.Plan(running, newImages), untouchable, report, shutdown);
        }

        _events.PassFinished(report);
        return report;
    }

    /// <summary>Stale containers by id, each with the image it should run on.</summary>
    private async Task<IReadOnlyDictionary<string, string>> FindNewImagesAsync(
        IReadOnlyList<WatchedContainer> watched, UpdateReport report, CancellationToken cancellation)
    {
        var freshness = _newFreshness();
        var current = (await Task.WhenAll(watched.Select(container => container.Image).OfType<ImageReference>()
                .GroupBy(image => image.ToString())
                .Select(async same => new Current(same.Key, await freshness.FindCurrentAsync(same.First(), cancellation)))))
            .ToDictionary(found => found.Image, found => found.Id);

        var newImages = new Dictionary<string, string>();
        foreach (var (container, image) in watched)
        {
            var id = image is null ? container.ImageId : current[image.ToString()];
            var outcome = image is null ? ContainerOutcome.UpToDate : Judge(container, image.ToString(), id);
            report.Record(container.Name, outcome);
            if (outcome == ContainerOutcome.Updated)
                newImages[container.Id] = id!;
        }

        return newImages;
    }

    private ContainerOutcome Judge(ContainerSummary container, string image, string? current)
    {
        if (current is null)
            return ContainerOutcome.Unknown;
        if (current == container.ImageId)
        {
            _events.ImageUpToDate(container.Name, image);
            return ContainerOutcome.UpToDate;
        }

        if (_rejected.Contains(container.Name, current))
        {
            _events.ImageRejectedBefore(container.Name, current);
            return ContainerOutcome.HeldBack;
        }

        _events.ImageNewer(container.Name, image, container.ImageId, current);
        return ContainerOutcome.Updated;
    }

    private async Task ActAsync(UpdatePlan plan, Untouchable untouchable, UpdateReport report, CancellationToken shutdown)
    {
        foreach (var cycle in plan.Cycles)
        {
            _events.CycleSkipped(cycle);
            Record(report, cycle.Containers, ContainerOutcome.Failed);
        }

        var replaced = new List<string>();
        foreach (var group in plan.Groups)
        {
            shutdown.ThrowIfCancellationRequested();
            if (untouchable.ReasonAgainst(group) is { } reason)
            {
                _events.GroupRefused(group, reason);
                Record(report, group.Members.Where(member => member.Action == MemberAction.Update).Select(member => member.Container), ContainerOutcome.HeldBack);
                continue;
            }

            var isReplaced = await _replacement.ReplaceAsync(group, shutdown);
            if (isReplaced)
                replaced.AddRange(group.Members.Where(member => member.Action == MemberAction.Update).Select(member => member.Container.ImageId));
            foreach (var member in group.Members)
                Record(report, member, isReplaced);
        }

        foreach (var neglected in plan.Neglected)
            _events.DependentNeglected(neglected);
        if (_options.Cleanup && replaced.Count > 0)
            await _cleanup.RemoveUnusedAsync(replaced, CancellationToken.None);
        foreach (var watchtower in plan.Watchtowers)
        {
            shutdown.ThrowIfCancellationRequested();
            report.Record(watchtower.Container.Name, await _succession.StartSuccessorAsync(watchtower, shutdown));
        }
    }

    private static void Record(UpdateReport report, GroupMember member, bool isReplaced)
    {
        if (!isReplaced)
            report.Record(member.Container.Name, ContainerOutcome.Failed);
        else if (member.Action == MemberAction.Update)
            report.Record(member.Container.Name, ContainerOutcome.Updated);
        else
            report.RecordFollowed(member.Container.Name);
    }

    private static void Record(UpdateReport report, IEnumerable<Container> containers, ContainerOutcome outcome)
    {
        foreach (var container in containers)
            report.Record(container.Name, outcome);
    }

    // A class, not a tuple: Mono compiles and loads a generic method anew for each value that it is used with.
    private sealed record Current(string Image, string? Id);
}
