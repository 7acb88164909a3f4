using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class CleanupTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void Two_containers_on_one_image_cost_one_pull_and_leave_no_old_image()
    {
        var image = Image();
        var v1 = image.Release("v1");
        string[] containers = [Run("one", image), Run("two", image)];
        var v2 = image.Release("v2");
        var began = Now();

        WatchOnce("--cleanup").ExitCode.ShouldBe(0);

        containers.ShouldAllBe(container => Inspect(container).ImageId == v2);
        HasImage(v1).ShouldBeFalse();
        var events = EventsSince(began).Where(happened => happened.Type == "image").ToList();
        events.Count(happened => happened.Action == "pull").ShouldBe(1);
        events.Count(happened => happened.Action == "delete" && happened.Name == v1).ShouldBe(1);
    }

    [SkippableFact]
    public void Keeps_the_old_image_if_not_asked_to_remove_it()
    {
        var image = Image();
        var v1 = image.Release("v1");
        Run("web", image);
        image.Release("v2");

        WatchOnce().ExitCode.ShouldBe(0);

        HasImage(v1).ShouldBeTrue();
    }

    [SkippableFact]
    public void Keeps_an_old_image_that_a_stopped_container_still_needs()
    {
        var image = Image();
        var v1 = image.Release("v1");
        Run("web", image);
        Docker("create", "--name", Name("spare"), image.Name);
        image.Release("v2");

        WatchOnce("--cleanup").ExitCode.ShouldBe(0);

        HasImage(v1).ShouldBeTrue();
        Docker("start", Name("spare"));
    }

    [SkippableFact]
    public void Keeps_an_old_image_that_has_another_tag()
    {
        var image = Image();
        var v1 = image.Release("v1");
        Run("web", image);
        Docker("tag", v1, $"{image.Name}:kept");
        image.Release("v2");

        WatchOnce("--cleanup").ExitCode.ShouldBe(0);

        HasImage($"{image.Name}:kept").ShouldBeTrue();
    }
}
