using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class RollbackTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableTheory]
    [InlineData("ends at once", "CMD service exit 3")]
    [InlineData("crashes after a while", "CMD service crash 3")]
    [InlineData("is unhealthy", "HEALTHCHECK --interval=1s --retries=2 CMD false")]
    [InlineData("has no such program", "CMD [\"/no/such/program\"]")]
    public void Goes_back_to_the_old_container_and_tries_the_image_only_once(string what, string dockerfile)
    {
        _ = what;
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var before = Inspect(web);
        image.Release("v2", dockerfile);

        WatchOnce().ExitCode.ShouldBe(1);
        var restored = Inspect(web);
        restored.Id.ShouldBe(before.Id);
        restored.Status.ShouldBe("running");
        VersionServedBy(web).ShouldBe("v1");
        Containers().ShouldBe([web]);

        WatchOnce().ExitCode.ShouldBe(0);
        Inspect(web).StartedAt.ShouldBe(restored.StartedAt, "the same bad image is not tried again");

        image.Release("v3");
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web).ShouldBe("v3");
    }

    [SkippableFact]
    public void Keeps_a_container_whose_new_image_becomes_healthy()
    {
        const string Healthy = "HEALTHCHECK --interval=1s CMD wget -qO- http://127.0.0.1";
        var image = Image();
        image.Release("v1", Healthy);
        var web = Run("web", image);
        image.Release("v2", Healthy);

        WatchOnce().ExitCode.ShouldBe(0);

        VersionServedBy(web).ShouldBe("v2");
        Inspect(web).Text("State.Health.Status").ShouldBe("healthy");
    }

    [SkippableFact]
    public void A_sick_container_does_not_keep_the_others_from_their_update()
    {
        var (good, bad) = (Image("good"), Image("bad"));
        good.Release("v1");
        bad.Release("v1");
        string[] containers = [Run("a-good", good), Run("b-bad", bad), Run("c-good", good)];
        good.Release("v2");
        bad.Release("v2", "CMD service exit 3");

        WatchOnce().ExitCode.ShouldBe(1);

        containers.Select(container => VersionServedBy(container)).ShouldBe(["v2", "v1", "v2"]);
        Containers().ShouldBe(containers, ignoreOrder: true);
    }

    [SkippableFact]
    public void Brings_back_a_whole_chain_of_linked_containers()
    {
        var (image, others) = (Image(), Image("others"));
        image.Release("v1");
        others.Release("w1");
        var db = Run("db", image);
        var web = Run("web", others, "--link", $"{db}:database");
        image.Release("v2", "CMD service exit 3");

        WatchOnce().ExitCode.ShouldBe(1);

        VersionServedBy(web, "database").ShouldBe("v1");
        Containers().ShouldBe([web, db], ignoreOrder: true);
    }
}
