using Watchtower.FakeDocker;
using Watchtower.Ports;
using static Watchtower.Tests.Updating.FaultRun;

namespace Watchtower.Tests.Updating;

/// <summary>After the first fault the way back begins; the second one hits it there.</summary>
public sealed class SecondFaultTests
{
    public static TheoryData<string, string> Faults() => ScenesAnd(["refused", "answer lost", "killed before", "killed after"]);

    [Theory]
    [MemberData(nameof(Faults))]
    public void No_second_fault_on_the_way_back_breaks_the_promise(string scene, string kind)
    {
        var found = Scene(scene);
        var calls = CallsWithoutFault(found).ToList();
        var begin = calls.FindIndex(call => call.Method == "CreateContainer");
        var complaints =
            from first in Enumerable.Range(begin, calls.Count - begin)
            from distance in Enumerable.Range(1, 4)
            from complaint in Complaints(found, Fault.Refuse(first, EngineFailure.Refused), Kinds[kind](first + distance))
            select complaint;
        string.Join("\n", complaints).ShouldBeEmpty();
    }
}
