using static Watchtower.Tests.Updating.FaultRun;

namespace Watchtower.Tests.Updating;

/// <summary>
/// Every single call of an update goes wrong in every way, one after another: the promise to the user holds at the end
/// of that pass (where the process was killed: of the next), and one clean pass later everything is as new.
/// </summary>
public sealed class FaultTests
{
    public static TheoryData<string, string> Faults() => ScenesAnd(Kinds.Keys);

    [Theory]
    [MemberData(nameof(Faults))]
    public void No_single_fault_breaks_the_promise(string scene, string kind)
    {
        var found = Scene(scene);
        var complaints =
            from call in Enumerable.Range(0, CallsWithoutFault(found).Count)
            from complaint in Complaints(found, Kinds[kind](call))
            select complaint;
        string.Join("\n", complaints).ShouldBeEmpty();
    }
}
