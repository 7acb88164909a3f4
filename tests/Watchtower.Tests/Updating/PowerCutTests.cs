using Watchtower.FakeDocker;
using static Watchtower.Tests.Updating.FaultRun;

namespace Watchtower.Tests.Updating;

/// <summary>The Raspberry Pi loses its power in the middle of an update, and comes back with whatever the restart policies start.</summary>
public sealed class PowerCutTests
{
    public static TheoryData<string> Scenes() => [.. FaultScene.All.Where(scene => scene.IsBackAfterBoot).Select(scene => scene.ToString())];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void No_power_cut_breaks_the_promise(string scene)
    {
        var found = Scene(scene);
        var complaints =
            from call in Enumerable.Range(0, CallsWithoutFault(found).Count)
            from complaint in Complaints(found, world => world.Engine.LosePower(), Fault.Kill(call, FaultMoment.After))
            select complaint;
        string.Join("\n", complaints).ShouldBeEmpty();
    }
}
