using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class DaemonTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    private const string Summary = "Checked 1 container";

    [SkippableFact]
    public void Sees_a_push_at_a_later_check_and_ends_when_asked()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        using var watchtower = Start("--interval", "2");
        Eventually(() => watchtower.OutputSoFar.Contains(Summary, StringComparison.Ordinal));

        image.Release("v2");
        Eventually(() => VersionServedBy(web) == "v2" && Containers().Count == 1);

        watchtower.Signal("TERM");
        watchtower.Wait(TimeSpan.FromSeconds(10)).ExitCode.ShouldBe(0);
    }

    [SkippableFact]
    public void Finishes_the_container_in_hand_before_it_ends()
    {
        var image = Image();
        image.Release("v1", "CMD service slow 3");
        var web = Run("web", image);
        VersionServedBy(web).ShouldBe("v1");
        image.Release("v2");
        using var watchtower = Start("--interval", "2");
        Eventually(() => Containers().Count == 2); // the replacement is there, and the old one is being stopped

        watchtower.Signal("TERM");
        watchtower.Wait(TimeSpan.FromSeconds(30)).ExitCode.ShouldBe(0);

        VersionServedBy(web).ShouldBe("v2");
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web).ShouldBe("v2");
        Containers().ShouldBe([web]);
    }
}
