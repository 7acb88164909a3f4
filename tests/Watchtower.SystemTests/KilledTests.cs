using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>Whatever a Watchtower leaves behind that was killed, the next one finishes or reverts.</summary>
public sealed class KilledTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    /// <summary>Takes as long as the test needs to become healthy.</summary>
    private const string HealthyOnDemand = "HEALTHCHECK --interval=1s --retries=600 CMD test -f /log/healthy";

    [SkippableFact]
    public void While_the_new_container_proves_itself()
    {
        var web = KilledDuringTheProof();
        In(web, "touch", "/log/healthy");

        AfterTheNextPassItServes("v2");
    }

    [SkippableFact]
    public void While_a_new_container_proves_itself_that_fails_later()
    {
        var web = KilledDuringTheProof();
        Docker("kill", web);

        WatchOnce("only-what-was-half-done").ExitCode.ShouldBe(0);
        VersionServedBy(web).ShouldBe("v1");
        Containers().ShouldBe([web]);
    }

    [SkippableFact]
    public void While_the_old_container_stops_slowly()
    {
        var web = KilledDuringTheStop();
        Eventually(() => Inspect(web).Status == "exited");

        AfterTheNextPassItServes("v2");
    }

    [SkippableFact]
    public void While_linked_containers_stop()
    {
        var (image, others) = (Image(), Image("others"));
        image.Release("v1", "CMD service slow 8");
        others.Release("w1");
        var db = Run("db", image);
        var web = Run("web", others, "--link", $"{db}:database");
        VersionServedBy(web, "database").ShouldBe("v1");
        image.Release("v2");
        KilledOnceStopping("web db"); // the first has stopped, the second is at it

        Inspect(web).Status.ShouldBe("exited");
        Eventually(() => Inspect(db).Status == "exited");

        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web, "database").ShouldBe("v2");
        Containers().ShouldBe([web, db], ignoreOrder: true);
    }

    [SkippableFact]
    public void While_a_container_stops_that_vanishes_by_its_stop()
    {
        var web = KilledDuringTheStop("--rm", "--env", "MINE=1");
        Eventually(() => Find(web) is null);

        AfterTheNextPassItServes("v2");
        Inspect(web).Environment.ShouldContain("MINE=1");
    }

    private string KilledDuringTheStop(params string[] options)
    {
        var image = Image();
        image.Release("v1", "CMD service slow 8");
        var web = Run("web", image, options);
        VersionServedBy(web).ShouldBe("v1");
        image.Release("v2");
        KilledOnceStopping("web");
        return web;
    }

    /// <summary>
    /// A container is on its way out only once its signal was sent: between two stops nobody has asked the next one to end.
    /// </summary>
    private void KilledOnceStopping(string containers)
    {
        var began = Now();
        using var watchtower = Start("--run-once");
        Eventually(() => Order(EventsSince(began), "kill") == containers);
        watchtower.Signal("KILL");
        watchtower.Wait(TimeSpan.FromSeconds(60));
    }

    private string KilledDuringTheProof()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var v2 = image.Release("v2", HealthyOnDemand);
        using var watchtower = Start("--run-once");
        Eventually(() => Find(web) is { Status: "running" } now && now.ImageId == v2);

        watchtower.Signal("KILL");
        watchtower.Wait(TimeSpan.FromSeconds(60));
        Containers().Count.ShouldBe(2);
        return web;
    }

    private void AfterTheNextPassItServes(string version)
    {
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(Name("web")).ShouldBe(version);
        Containers().ShouldBe([Name("web")]);
    }
}
