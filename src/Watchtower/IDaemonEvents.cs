namespace Watchtower;

/// <summary>What the daemon tells beside the events of a pass.</summary>
internal interface IDaemonEvents
{
    void EngineAway(string reason);
    void EngineBack();
    void PassFailed(Exception failure);
}
