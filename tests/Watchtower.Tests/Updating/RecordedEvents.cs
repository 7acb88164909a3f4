using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>What a pass would have told a person, one line per event.</summary>
internal sealed class RecordedEvents : IUpdateEvents
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public IEnumerable<string> Of(string method) => _lines.Where(line => line.StartsWith(method + " ", StringComparison.Ordinal));

    public void ContainerSkipped(string container, string reason) => Add(nameof(ContainerSkipped), container, reason);
    public void ContainerUnreadable(string container, string reason) => Add(nameof(ContainerUnreadable), container, reason);
    public void ImageUpToDate(string container, string image) => Add(nameof(ImageUpToDate), container, image);
    public void ImageNewer(string container, string image, string oldImageId, string newImageId) => Add(nameof(ImageNewer), container, image);
    public void ImagePulling(ImageReference image) => Add(nameof(ImagePulling), image.ToString());
    public void ImageNotPulled(string image, string reason) => Add(nameof(ImageNotPulled), image, reason);
    public void ImageUnknown(string image, string reason) => Add(nameof(ImageUnknown), image, reason);
    public void ImageNotAsked(string image, string reason) => Add(nameof(ImageNotAsked), image, reason);
    public void RegistryAway(string registry, string reason) => Add(nameof(RegistryAway), registry, reason);
    public void ImageRejectedBefore(string container, string imageId) => Add(nameof(ImageRejectedBefore), container, imageId);
    public void CycleSkipped(DependencyCycle cycle) => Add(nameof(CycleSkipped), string.Join(" > ", cycle.Path));
    public void DependentNeglected(NeglectedDependent neglected) => Add(nameof(DependentNeglected), neglected.Dependent.Name, neglected.On.Name);
    public void GroupPlanned(UpdateGroup group) => Add(nameof(GroupPlanned), group.ToString());
    public void GroupRefused(UpdateGroup group, string reason) => Add(nameof(GroupRefused), group.ToString(), reason);
    public void ReplacementCreated(string container, string id) => Add(nameof(ReplacementCreated), container);
    public void Stopping(string container, string? signal) => Add(nameof(Stopping), container, signal ?? "-");
    public void StopSignalRefused(string container, string signal) => Add(nameof(StopSignalRefused), container, signal);
    public void Started(string container, string id) => Add(nameof(Started), container);
    public void NeverChecked(string container, TimeSpan waited) => Add(nameof(NeverChecked), container, $"{waited.TotalSeconds} s");

    public void Proving(string container, TimeSpan atMost) => Add(nameof(Proving), container, $"{atMost.TotalSeconds} s");
    public void Updated(GroupMember member, string newId) => Add(nameof(Updated), member.Container.Name, member.Action.ToString());
    public void ProofPostponed(string container) => Add(nameof(ProofPostponed), container);
    public void RollingBack(UpdateGroup group, string reason) => Add(nameof(RollingBack), group.ToString(), reason);
    public void RolledBack(UpdateGroup group, string reason) => Add(nameof(RolledBack), group.ToString(), reason);
    public void Stranded(string containers, string reason, string commands) => Add(nameof(Stranded), containers, reason, commands);
    public void LeftoverKept(string what, string reason) => Add(nameof(LeftoverKept), what, reason);
    public void RecoveryStarted(string containers) => Add(nameof(RecoveryStarted), containers);
    public void RecoveryFinished(string containers, bool isNewKept) => Add(nameof(RecoveryFinished), containers, isNewKept ? "new kept" : "old back");
    public void SelfUpdateStarted(string container, string newImageId) => Add(nameof(SelfUpdateStarted), container);
    public void SelfUpdateFailed(string container, string reason) => Add(nameof(SelfUpdateFailed), container, reason);
    public void SelfUpdateSkipped(string container, string reason) => Add(nameof(SelfUpdateSkipped), container, reason);
    public void TakingOver(string predecessor) => Add(nameof(TakingOver), predecessor);
    public void TookOver(string name) => Add(nameof(TookOver), name);
    public void ImageRemoved(string imageId) => Add(nameof(ImageRemoved), imageId);
    public void ImageKept(string imageId, string reason) => Add(nameof(ImageKept), imageId, reason);
    public void PassFinished(UpdateReport report) => Add(nameof(PassFinished));

    private void Add(string method, params IEnumerable<string> details) => _lines.Add($"{method} {string.Join(": ", details)}");
}
