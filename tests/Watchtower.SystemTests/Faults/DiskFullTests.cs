using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>The engine's disk is filled up in the middle of a pass.</summary>
public sealed class DiskFullTests(SmallDisk disk, ITestOutputHelper output) : MeanwhileTest(disk.Engine, output), IClassFixture<SmallDisk>
{
    private const string NoSpace = "no space left on device";

    /// <summary>An engine without space can start nothing, so neither the new container nor the old one again.</summary>
    public static TheoryData<string> CallsBeforeTheNewOneRuns => IsFull ? [Stop, TakeName, StartNew] : [Stop];

    public static TheoryData<string> CallsOnTheWay => IsFull ? [Stop, TakeName, StartNew, RemoveOld] : [StartNew];

    public override Task DisposeAsync()
    {
        disk.Free();
        return base.DisposeAsync();
    }

    [SkippableTheory]
    [InlineData(Pull)]
    [InlineData(Create)]
    public void Nothing_is_stopped_where_there_is_no_room_for_the_new_one(string call)
    {
        var web = WithANewVersion("--env", "MINE=1", "--memory", "64m", "--volume", $"{Name("data")}:/data");
        In(web, "touch", "/data/marker");
        var before = Inspect(web);

        var answer = WatchOnceAnd(call, disk.Fill);

        answer.Output.ShouldContain(NoSpace);
        Inspect(web).Json.ToJsonString().ShouldBe(before.Json.ToJsonString());
        Containers().ShouldBe([web]);

        disk.Free();
        TheNextPassBrings("v2");
        In(web, "ls", "/data").ShouldBe("marker");
        In(web, "env").ShouldContain("MINE=1");
    }

    [SkippableTheory]
    [MemberData(nameof(CallsOnTheWay))]
    public void It_is_updated_as_soon_as_there_is_room_again(string call)
    {
        WithANewVersion();

        WatchOnceAnd(call, disk.Fill);

        disk.Free();
        TheNextPassBrings("v2");
    }

    [SkippableTheory]
    [MemberData(nameof(CallsBeforeTheNewOneRuns))]
    public void It_can_be_brought_back_by_hand_when_there_is_room_again(string call)
    {
        var web = WithANewVersion();
        var before = Inspect(web);

        var answer = WatchOnceAnd(call, disk.Fill);

        answer.ExitCode.ShouldBe(1);
        answer.Output.ShouldContain(NoSpace);
        disk.Free();
        ByHandAs(answer);
        TheOldOneIsBack(before);
        Containers().ShouldBe([web]);
    }
}
