using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class RejectionTests
{
    [Fact]
    public void An_image_that_failed_is_not_tried_again_until_its_tag_moves()
    {
        var world = new World();
        var web = world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1", Scene.Image(does: Behaviour.Exits(1)));
        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.HeldBack);
        world.Client.Count("CreateContainer").ShouldBe(0);
        world.Client.Count("PullImage").ShouldBe(0);
        world.Engine.Get("web").ShouldBeSameAs(web);

        var better = world.Engine.Publishes("web:1");
        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        world.Engine.Get("web").Image.ShouldBe(better);
    }

    [Fact]
    public void What_one_container_can_not_use_another_may()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var other = world.Engine.Runs("other", "web:1");
        world.Rejected.Add("web", world.Engine.Publishes("web:1").Id);

        var report = world.Pass();

        report.Outcomes["web"].ShouldBe(ContainerOutcome.HeldBack);
        report.Outcomes["other"].ShouldBe(ContainerOutcome.Updated);
        world.Engine.Get("other").ShouldNotBeSameAs(other);
    }

    [Fact]
    public void After_a_refusal_of_the_engine_the_next_pass_tries_again()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        var isBusy = true;

        world.PassCalling(call =>
        {
            if (isBusy && call.Method == "StartContainer")
            {
                isBusy = false;
                throw new EngineException(EngineFailure.Refused, "no space left on device");
            }
        }).Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
    }

    [Fact]
    public void A_follower_that_is_recreated_on_its_own_image_keeps_the_name_it_follows()
    {
        var world = new World();
        world.Engine.Runs("db", "db:1");
        var web = world.Engine.Runs("web", "web:1", new RunOptions { Links = ["db:db"] });
        world.Engine.Publishes("db:1");
        world.Rejected.Add("web", world.Engine.HasImage("web:1", Scene.Image()).Id);

        world.Pass();

        world.Engine.Get("web").Image.ShouldBe(web.Image);
        var newest = world.Engine.Publishes("web:1");
        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        world.Engine.Get("web").Image.ShouldBe(newest);
        world.Engine.Get("web").Config["Image"]!.GetValue<string>().ShouldBe("web:1");
    }
}
