using System.Globalization;
using System.Runtime.CompilerServices;
using NLog;
using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Planning;
using Watchtower.Ports;
using Watchtower.Registries;
using Watchtower.Updating;

namespace Watchtower;

/// <summary>
/// Every line of the log. Info is what a person wants to read months later, warnings are what needs a look, debug is
/// every decision with its reason. Nothing here ever gets hold of a secret.
/// </summary>
internal sealed class NLogEvents(Logger log) : IUpdateEvents, IDaemonEvents, IRegistryEvents
{
    /// <summary>What was last said about an image or container, so that the same trouble is not told at every pass.</summary>
    private readonly Dictionary<string, string> _told = [];

    // The process
    public void Watching(DockerEndpoint endpoint, EngineVersion engine, Settings settings) => Info(
        $"Watchtower {ProgramVersion.Text} watches {Watched(settings)} on {endpoint} (Docker {engine.Engine}, {engine.Platform}, API {engine.Api})"
        + (settings.RunOnce ? ", once" : $", every {settings.Interval.TotalSeconds:0} s"));

    public void EngineUnverified(DockerEndpoint endpoint) => Warn(
        $"{endpoint}: the connection is encrypted, but nobody checks that it is this engine which answers; --tlsverify does, with the engine's authority in ca.pem");

    public void Ending() => Info($"Asked to end; nothing is in hand any more");

    public void NoMemory(string reason) => Warn($"Rejected images are remembered until the next start only: {reason}");

    public void EngineAway(string reason) => Warn($"The engine can't be used; trying again until it can ({reason})");

    public void EngineBack() => Info($"The engine is back");

    public void PassFailed(Exception failure)
    {
        Error($"This check failed, the next one comes as planned: {failure.Message}");
        log.Debug(failure);
    }

    // Registries
    public void NoLogins(string file) => Debug($"{file}: not there, so registries are asked without a login");

    public void LoginsUnusable(string source, string reason) =>
        Once(source, reason, $"{source}: not used to log in to a registry: {reason}");

    public void RegistrySilent(string registry, string reason) =>
        Once(registry, reason, $"{registry}: can't be asked directly what is new, so the engine is asked: {reason}");

    public void RegistryPaused(string registry, DateTimeOffset until) =>
        Warn($"{registry}: asks for fewer questions; its images are not checked before {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    // Looking
    public void ContainerSkipped(string container, string reason) => Debug($"{container}: left alone, {reason}");

    public void ContainerUnreadable(string container, string reason) =>
        Once(container, reason, $"{container}: skipped, because the engine's description of it can't be used: {reason}");

    public void ImageUpToDate(string container, string image) => Debug($"{container}: {image} is up to date");

    public void ImageNewer(string container, string image, string oldImageId, string newImageId) =>
        Info($"{container}: found a newer {image}, {Short(newImageId)} instead of {Short(oldImageId)}");

    public void ImagePulling(ImageReference image) => Debug($"{image}: pulling");

    public void ImageNotPulled(string image, string reason) => Debug($"{image}: not pulled, {reason}");

    public void ImageUnknown(string image, string reason) =>
        Once(image, reason, $"{image}: can't be checked, its containers stay as they are: {reason}");

    public void ImageNotAsked(string image, string reason) => Debug($"{image}: pulling is the only way to find out: {reason}");

    public void RegistryAway(string registry, string reason) =>
        Once(registry, "", $"{registry}: the engine gets no answer from it; its images are not checked: {reason}"); // the reason may name a port that changes

    public void ImageRejectedBefore(string container, string imageId) => Once(
        container, imageId, $"{container}: image {Short(imageId)} failed before and is not tried again; waiting for a newer one");

    // Planning
    public void CycleSkipped(DependencyCycle cycle) => Warn(
        $"Can't order {string.Join(" -> ", cycle.Path)}: they depend on each other in a circle. Left alone: {Names(cycle.Containers)}");

    public void DependentNeglected(NeglectedDependent neglected) => Warn(
        $"{neglected.Dependent} is excluded by its label and was not restarted, though it depends on {neglected.On}, which was replaced");

    public void GroupPlanned(UpdateGroup group) =>
        Debug($"Replacing together, in this order: {string.Join(", ", group.Members.Select(member => $"{member.Container} ({Word(member.Action)})"))}");

    // Acting
    public void ReplacementCreated(string container, string id) => Debug($"{container}: replacement {ContainerId.Abbreviate(id)} created");

    public void Stopping(string container, string? signal) => Debug($"{container}: stopping with {signal ?? "SIGTERM"}");

    public void StopSignalRefused(string container, string signal) =>
        Warn($"{container}: the engine does not know the signal {signal} of its stop-signal label; stopped the ordinary way");

    public void Started(string container, string id) => Debug($"{container}: {ContainerId.Abbreviate(id)} started");

    public void Proving(string container, TimeSpan atMost) =>
        Debug($"{container}: watching that it keeps running, {atMost.TotalSeconds:0} s at most");

    public void NeverChecked(string container, TimeSpan waited) =>
        Warn($"{container}: the engine has not run its health check in {waited.TotalSeconds:0} s (podman needs systemd for that), so it counts that it keeps running");

    public void Updated(GroupMember member, string newId) => Info(member.Action switch
    {
        MemberAction.Update => $"{member.Container}: updated from {Short(member.Container.ImageId)} to {Short(member.ImageId)}, now container {ContainerId.Abbreviate(newId)}",
        MemberAction.Recreate => $"{member.Container}: created again, because a container it is bound to was replaced; now container {ContainerId.Abbreviate(newId)}",
        _ => (FormattableString)$"{member.Container}: restarted, because a container it depends on was replaced",
    });

    public void ProofPostponed(string container) => Info($"{container}: started; the next start of Watchtower will see whether it works");

    public void RollingBack(UpdateGroup group, string reason) => Warn($"{group}: going back to the old container, because {reason}");

    public void RolledBack(UpdateGroup group, string reason) => Error($"{group}: not updated, the old container runs again: {reason}");

    public void Stranded(string containers, string reason, string commands) =>
        Error($"{containers}: going back failed as well, the next check tries again: {reason}. By hand: {commands}");

    public void GroupRefused(UpdateGroup group, string reason) => Warn($"{group}: not touched, {reason}");

    public void LeftoverKept(string what, string reason) =>
        Warn($"{what}: updated, but the old container could not be removed yet; the next check tries again: {reason}");

    // Recovering
    public void RecoveryStarted(string containers) => Warn($"{containers}: an update was interrupted earlier; settling it first");

    public void RecoveryFinished(string containers, bool isNewKept) =>
        Info($"{containers}: settled, {(isNewKept ? "the new container works and stays" : "the old container runs")}");

    // Watchtower itself
    public void SelfUpdateStarted(string container, string newImageId) =>
        Info($"{container}: starting the new Watchtower {Short(newImageId)} beside this one");

    public void SelfUpdateFailed(string container, string reason) =>
        Error($"{container}: not updated, the old Watchtower carries on, because {reason}");

    public void SelfUpdateSkipped(string container, string reason) => Info($"{container}: a newer Watchtower is there but not started, {reason}");

    public void TakingOver(string predecessor) => Debug($"{predecessor}: this Watchtower relieves the old one");

    public void TookOver(string name) => Info($"{name}: this new Watchtower has taken over");

    // Tidying
    public void ImageRemoved(string imageId) => Info($"Removed the old image {Short(imageId)}");

    public void ImageKept(string imageId, string reason) => Debug($"Old image {Short(imageId)} stays: {reason}");

    public void PassFinished(UpdateReport report) => Info($"{Summary(report)}");

    /// <summary><c>Checked 12 containers: 1 updated, 11 up to date</c>.</summary>
    internal static string Summary(UpdateReport report)
    {
        var parts = new[]
            {
                (ContainerOutcome.Updated, "updated"),
                (ContainerOutcome.Failed, "failed"),
                (ContainerOutcome.HeldBack, "held back"),
                (ContainerOutcome.Unknown, "not checked"),
                (ContainerOutcome.UpToDate, "up to date"),
            }
            .Select(part => (Count: report.Count(part.Item1), Word: part.Item2))
            .Where(part => part.Count > 0)
            .Select(part => string.Format(CultureInfo.InvariantCulture, "{0} {1}", part.Count, part.Word));
        var looked = report.Outcomes.Count;
        var followed = report.Followed.Count;
        return string.Format(CultureInfo.InvariantCulture, "Checked {0} {1}", looked, looked == 1 ? "container" : "containers")
            + (looked == 0 ? "" : ": " + string.Join(", ", parts))
            + (followed == 0 ? "" : string.Format(CultureInfo.InvariantCulture, "; {0} restarted with them", followed));
    }

    private static string Watched(Settings settings) =>
        settings.Names.Count > 0 ? string.Join(", ", settings.Names)
        : settings.LabelEnable ? "all containers with an enable label"
        : "all containers";

    private static string Names(IEnumerable<Container> containers) => string.Join(", ", containers.Select(container => container.Name));

    private static string Word(MemberAction action) => action switch
    {
        MemberAction.Update => "new image",
        MemberAction.Recreate => "new container",
        _ => "restart",
    };

    private static string Short(string imageId) => ContainerId.AbbreviateImage(imageId);

    /// <summary>A warning the first time, for debugging only from then on, until there is something else to say.</summary>
    private void Once(string name, string reason, FormattableString text, [CallerMemberName] string kind = "")
    {
        var about = $"{kind} {name}";
        bool isNews;
        lock (_told)
        {
            isNews = !_told.TryGetValue(about, out var last) || last != reason;
            _told[about] = reason;
        }

        if (isNews)
            Warn(text);
        else
            Debug(text);
    }

    private void Debug(FormattableString text)
    {
        if (log.IsDebugEnabled)
            log.Debug(FormattableString.Invariant(text));
    }

    private void Info(FormattableString text) => log.Info(FormattableString.Invariant(text));

    private void Info(string text) => log.Info(text);

    private void Warn(FormattableString text) => log.Warn(FormattableString.Invariant(text));

    private void Error(FormattableString text) => log.Error(FormattableString.Invariant(text));
}
