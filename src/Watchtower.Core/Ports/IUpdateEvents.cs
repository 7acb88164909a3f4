using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Updating;

namespace Watchtower.Ports;

/// <summary>Everything worth telling a person about a pass, one named method per event. The texts live with the log.</summary>
public interface IUpdateEvents
{
    // Looking
    void ContainerSkipped(string container, string reason);
    void ContainerUnreadable(string container, string reason);
    void ImageUpToDate(string container, string image);
    void ImageNewer(string container, string image, string oldImageId, string newImageId);
    void ImagePulling(ImageReference image);
    void ImageNotPulled(string image, string reason);
    void ImageUnknown(string image, string reason);
    void ImageNotAsked(string image, string reason);
    void RegistryAway(string registry, string reason);
    void ImageRejectedBefore(string container, string imageId);

    // Planning
    void CycleSkipped(DependencyCycle cycle);
    void DependentNeglected(NeglectedDependent neglected);
    void GroupPlanned(UpdateGroup group);

    // Acting
    void ReplacementCreated(string container, string id);
    void Stopping(string container, string? signal);
    void StopSignalRefused(string container, string signal);
    void Started(string container, string id);
    void Proving(string container, TimeSpan atMost);
    void NeverChecked(string container, TimeSpan waited);
    void Updated(GroupMember member, string newId);
    void ProofPostponed(string container);
    void RollingBack(UpdateGroup group, string reason);
    void RolledBack(UpdateGroup group, string reason);
    void Stranded(string containers, string reason, string commands);
    void GroupRefused(UpdateGroup group, string reason);
    void LeftoverKept(string what, string reason);

    // Recovering
    void RecoveryStarted(string containers);
    void RecoveryFinished(string containers, bool isNewKept);

    // Watchtower itself
    void SelfUpdateStarted(string container, string newImageId);
    void SelfUpdateFailed(string container, string reason);
    void SelfUpdateSkipped(string container, string reason);
    void TakingOver(string predecessor);
    void TookOver(string name);

    // Tidying
    void ImageRemoved(string imageId);
    void ImageKept(string imageId, string reason);

    void PassFinished(UpdateReport report);
}
