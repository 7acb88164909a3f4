using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>Whatever a Watchtower leaves behind that was killed, the next one finishes or reverts.</summary>
public sealed class KilledTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void While_the_new_container_proves_itself()
    {
        var (web, v2) = Prepare();
        using var watchtower = Start("--run-once");
        Eventually(() => Find(web) is { Status: "running" } now && now.ImageId == v2);

        watchtower.Signal("KILL");
        Containers().Count.ShouldBe(2);

        AfterTheNextPassItServes("v2");
    }

    [SkippableFact]
    public void While_the_old_container_stops_slowly()
    {
        var (web, _) = Prepare("CMD service slow 5");
        var began = Now();
        using var watchtower = Start("--run-once");
        Eventually(() => Order(EventsSince(began), "kill") == "web");

        watchtower.Signal("KILL");
        Eventually(() => Inspect(web).Status == "exited");

        AfterTheNextPassItServes("v2");
    }

    [SkippableFact]
    public void While_a_new_container_that_will_fail_proves_itself()
    {
        var (web, v2) = Prepare([], "CMD service crash 4");
        using var watchtower = Start("--run-once");
        Eventually(() => Find(web) is { Status: "running" } now && now.ImageId == v2);

        watchtower.Signal("KILL");
        Eventually(() => Inspect(web).Status == "exited");

        WatchOnce();
        VersionServedBy(web).ShouldBe("v1");
        Containers().ShouldBe([web]);
    }

    private (string Web, string V2) Prepare(params string[] dockerfile) => Prepare(dockerfile, []);

    private (string Web, string V2) Prepare(string[] dockerfile, params string[] next)
    {
        var image = Image();
        image.Release("v1", dockerfile);
        var web = Run("web", image);
        VersionServedBy(web).ShouldBe("v1");
        return (web, image.Release("v2", next));
    }

    private void AfterTheNextPassItServes(string version)
    {
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(Name("web")).ShouldBe(version);
        Containers().ShouldBe([Name("web")]);
    }
}
