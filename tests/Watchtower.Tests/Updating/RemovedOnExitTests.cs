using Watchtower.Containers;
using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>A container started with --rm goes when it stops; on a busy machine that takes a while, or none at all.</summary>
public sealed class RemovedOnExitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(20_000)]
    public void It_is_replaced_however_long_its_removal_takes(int milliseconds)
    {
        var world = new World(removal: TimeSpan.FromMilliseconds(milliseconds));
        world.Engine.Runs("web", "web:1", new RunOptions { Rm = true });
        var newer = world.Engine.Publishes("web:1");

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);

        world.Engine.Get("web").Image.ShouldBe(newer);
        world.AllNames.ShouldBe(["web"]);
        world.RunningNames.ShouldBe(["web"]);
    }
}
