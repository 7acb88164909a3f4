using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>Containers started with <c>--rm</c> vanish when they stop; they are followed all the same.</summary>
public sealed class RemovedOnExitTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void Is_updated()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image, "--rm");
        image.Release("v2");

        WatchOnce().ExitCode.ShouldBe(0);

        VersionServedBy(web).ShouldBe("v2");
        Inspect(web).Text("HostConfig.AutoRemove").ShouldBe("true");
        Containers().ShouldBe([web]);
    }

    [SkippableFact]
    public void Runs_again_on_the_old_image_when_the_new_one_fails_and_is_still_followed()
    {
        var image = Image();
        var v1 = image.Release("v1", "VOLUME /data");
        var web = Run("web", image, "--rm", "--env", "MINE=1", "--publish", "127.0.0.1::80");
        In(web, "touch", "/data/mine");
        image.Release("v2", "VOLUME /data", "CMD service exit 3");

        WatchOnce().ExitCode.ShouldBe(1);

        VersionServedBy(web).ShouldBe("v1");
        Containers().ShouldBe([web]);
        var restored = Inspect(web);
        restored.ImageId.ShouldBe(v1);
        restored.Text("HostConfig.AutoRemove").ShouldBe("true");
        restored.Environment.ShouldContain("MINE=1");
        restored.At("HostConfig.PortBindings.80/tcp").ShouldNotBeNull();
        In(web, "ls", "/data").ShouldBe("mine");

        image.Release("v3", "VOLUME /data");
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web).ShouldBe("v3");
        In(web, "ls", "/data").ShouldBe("mine");
        Inspect(web).Text("Config.Image").ShouldBe(image.Name);
    }
}
