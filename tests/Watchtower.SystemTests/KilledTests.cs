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
        var image = Image();
        image.Release("v1", "CMD service slow 8");
        var web = Run("web", image);
        VersionServedBy(web).ShouldBe("v1");
        image.Release("v2");
        var began = Now();
        using var watchtower = Start("--run-once");
        Eventually(() => Order(EventsSince(began), "kill") == "web");

        watchtower.Signal("KILL");
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
        using var watchtower = Start("--run-once");
        Eventually(() => Inspect(web).Status == "exited"); // and now the other one, slowly

        watchtower.Signal("KILL");
        Eventually(() => Inspect(db).Status == "exited");

        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web, "database").ShouldBe("v2");
        Containers().ShouldBe([web, db], ignoreOrder: true);
    }

    [SkippableFact]
    public void While_a_container_stops_that_vanishes_by_its_stop()
    {
        var image = Image();
        image.Release("v1", "CMD service slow 8");
        var web = Run("web", image, "--rm", "--env", "MINE=1");
        VersionServedBy(web).ShouldBe("v1");
        image.Release("v2");
        var began = Now();
        using var watchtower = Start("--run-once");
        Eventually(() => Order(EventsSince(began), "kill") == "web");

        watchtower.Signal("KILL");
        Eventually(() => Find(web) is null);

        AfterTheNextPassItServes("v2");
        Inspect(web).Environment.ShouldContain("MINE=1");
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
        watchtower.Wait(TimeSpan.FromSeconds(10));
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
