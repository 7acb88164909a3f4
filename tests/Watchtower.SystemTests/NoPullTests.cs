using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class NoPullTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void Does_not_see_what_only_the_registry_has()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var before = Inspect(web);
        image.Release("v2");

        WatchOnce("--no-pull").ExitCode.ShouldBe(0);

        Inspect(web).Id.ShouldBe(before.Id);
    }

    [SkippableFact]
    public void Takes_what_was_built_on_this_machine()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var v2 = image.BuildHere("v2");

        WatchOnce("--no-pull").ExitCode.ShouldBe(0);

        Inspect(web).ImageId.ShouldBe(v2);
        VersionServedBy(web).ShouldBe("v2");
    }
}
