using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class UpToDateTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void Leaves_containers_alone_whose_image_is_current()
    {
        var image = Image();
        image.Release("v1");
        var before = Inspect(Run("web", image));

        var pass = WatchOnce();

        pass.ExitCode.ShouldBe(0);
        pass.Output.ShouldContain("Checked 1 container: 1 up to date");
        var after = Inspect(Name("web"));
        after.Id.ShouldBe(before.Id);
        after.StartedAt.ShouldBe(before.StartedAt);
    }

    [SkippableFact]
    public void Takes_a_version_pushed_to_the_registry()
    {
        var image = Image();
        image.Release("v1");
        Run("web", image);
        var v2 = image.Release("v2");
        HasImage(v2).ShouldBeFalse("it is in the registry only");

        var pass = WatchOnce();

        pass.ExitCode.ShouldBe(0);
        pass.Output.ShouldContain("Checked 1 container: 1 updated");
        Inspect(Name("web")).ImageId.ShouldBe(v2);
        VersionServedBy(Name("web")).ShouldBe("v2");
        Containers().ShouldBe([Name("web")]);
    }
}
