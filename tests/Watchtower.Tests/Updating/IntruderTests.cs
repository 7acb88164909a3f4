using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>What somebody else does on the engine in the middle of an update.</summary>
public sealed class IntruderTests
{
    [Fact]
    public void A_container_that_somebody_stops_before_its_turn_stays_stopped()
    {
        var world = new World();
        world.Engine.Runs("one", "web:1");
        world.Engine.Runs("two", "web:1");
        var newer = world.Engine.Publishes("web:1");
        FakeContainer? waiting = null;

        world.PassCalling(call =>
        {
            if (call.Method != "RemoveContainer" || waiting is not null)
                return;
            waiting = world.Engine.Containers.Single(container => container.IsRunning && container.Image != newer);
            world.Engine.StopAsync(waiting.Id, TimeSpan.Zero, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        });

        world.Engine.Get(waiting!.Name).ShouldBeSameAs(waiting);
        waiting.State.ShouldBe("exited");
        world.AllNames.ShouldBe(["one", "two"]);
        world.Events.Of("GroupRefused").Count().ShouldBe(1);
    }

    [Fact]
    public void A_container_that_takes_the_name_meanwhile_is_left_alone_and_the_old_one_runs()
    {
        var world = new World();
        var old = world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1");
        FakeContainer? intruder = null;

        world.PassCalling(call =>
        {
            if (intruder is null && call.Method == "RenameContainer" && call.Argument.EndsWith(" to web", StringComparison.Ordinal))
                intruder = world.Engine.Runs("web", "other:1");
        }).Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        world.Engine.Get("web").ShouldBeSameAs(intruder);
        old.State.ShouldBe("running");
        world.Events.Of("Stranded").ShouldHaveSingleItem().ShouldContain($"docker rename web web.{intruder!.ShortId} && docker rename {old.Name} web");

        world.Engine.Remove(intruder.Id);
        TheNextPassBrings(newer, world);
    }

    [Fact]
    public void What_another_Watchtower_has_just_created_is_left_alone()
    {
        var world = new World();
        var old = world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1");

        var (report, others) = world.PassBeside($"web.watchtower-new-{old.ShortId}-host");

        report.Outcomes["web"].ShouldBe(ContainerOutcome.Failed);
        others.State.ShouldBe("running");
        old.State.ShouldBe("running");
        world.Events.Of("GroupRefused").ShouldHaveSingleItem();
        world.Rejected.Contains("web", newer.Id).ShouldBeFalse();

        TheNextPassBrings(newer, world);
    }

    [Fact]
    public void A_network_that_was_removed_is_part_of_what_a_person_has_to_type()
    {
        var world = new World();
        world.Engine.AddNetwork("net");
        var old = world.Engine.Runs("web", "web:1", new RunOptions { Networks = ["net"], Aliases = ["shop"] });
        world.Engine.Publishes("web:1");

        world.PassCalling(call =>
        {
            if (call.Method == "StartContainer")
                world.Engine.RemoveNetwork("net");
        }).Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        world.Events.Of("Stranded").ShouldHaveSingleItem().ShouldContain(
            $"docker rename {old.Name} web && docker network create net && docker network disconnect --force net web"
            + " && docker network connect --alias shop net web && docker start web");
    }

    [Fact]
    public void To_start_the_old_one_is_part_of_it_even_if_the_engine_lists_it_as_running()
    {
        var world = new World();
        var old = world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        old.ListedState = "running";

        world.PassCalling(call =>
        {
            if (call.Method is "RenameContainer" or "StartContainer")
                throw new EngineException(EngineFailure.Refused, "no space left on device");
        }).Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        old.State.ShouldBe("exited");
        world.Events.Of("Stranded").ShouldHaveSingleItem().ShouldEndWith($"docker rm -f web.watchtower-new-{old.ShortId}-host && docker start web");
    }

    private static void TheNextPassBrings(FakeImage image, World world)
    {
        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        world.AllNames.ShouldBe(["web"]);
        world.Engine.Get("web").Image.ShouldBe(image);
    }
}
