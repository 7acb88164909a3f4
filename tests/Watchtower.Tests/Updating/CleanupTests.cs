using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class CleanupTests
{
    private readonly World _world = new() { Options = new UpdateOptions { Cleanup = true } };

    [Fact]
    public void Removes_the_old_image_once_however_many_containers_used_it()
    {
        var old = _world.Engine.HasImage("web:1");
        _world.Engine.Runs("one", "web:1");
        _world.Engine.Runs("two", "web:1");
        _world.Engine.Publishes("web:1");

        _world.Pass();

        _world.Client.Count("RemoveImage").ShouldBe(1);
        _world.Engine.Images.Keys.ShouldNotContain(old.Id);
        _world.Events.Of("ImageRemoved").ShouldBe([$"ImageRemoved {old.Id}"]);
    }

    [Fact]
    public void Keeps_every_image_when_cleanup_is_off()
    {
        var world = new World();
        var old = world.Engine.HasImage("web:1");
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");

        world.Pass();

        world.Engine.Images.Keys.ShouldContain(old.Id);
    }

    [Fact]
    public void Keeps_an_image_that_a_stopped_container_still_uses()
    {
        var old = _world.Engine.HasImage("web:1");
        _world.Engine.Runs("web", "web:1");
        _world.Engine.Runs("task", "web:1");
        _world.Time.Run(() => _world.Engine.StopAsync("task", TimeSpan.Zero, default));
        _world.Engine.Publishes("web:1");

        _world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);

        _world.Engine.Images.Keys.ShouldContain(old.Id);
        _world.Client.Count("RemoveImage").ShouldBe(0);
    }

    [Fact]
    public void Keeps_an_image_that_has_another_name()
    {
        var old = _world.Engine.HasImage("web:1");
        _world.Engine.HasImage("web:keep", old);
        _world.Engine.Runs("web", "web:1");
        _world.Engine.Publishes("web:1");

        _world.Pass();

        _world.Engine.Images.Keys.ShouldContain(old.Id);
        _world.Events.Of("ImageKept").ShouldBe([$"ImageKept {old.Id}: it is tagged web:keep"]);
    }

    [Fact]
    public void Keeps_the_image_of_a_container_that_was_only_recreated()
    {
        _world.Engine.Runs("db", "db:1");
        var web = _world.Engine.Runs("web", "web:1", new RunOptions { Links = ["db:db"] });
        _world.Engine.Publishes("db:1");

        _world.Pass();

        _world.Engine.Images.Keys.ShouldContain(web.Image.Id);
    }

    [Fact]
    public void Keeps_the_old_image_after_going_back()
    {
        var web = _world.Engine.Runs("web", "web:1");
        _world.Engine.Publishes("web:1", Scene.Image(does: Behaviour.Exits(1)));

        _world.Pass();

        _world.Engine.Images.Keys.ShouldContain(web.Image.Id);
    }

    [Fact]
    public void An_image_the_engine_will_not_give_up_is_a_remark_and_no_failure()
    {
        _world.Engine.Runs("web", "web:1");
        _world.Engine.Publishes("web:1");

        var report = _world.PassCalling(call =>
        {
            if (call.Method == "RemoveImage")
                throw new Ports.EngineException(Ports.EngineFailure.Conflict, "image has dependent child images");
        });

        report.HasFailures.ShouldBeFalse();
        _world.Events.Of("ImageKept").Single().ShouldEndWith("image has dependent child images");
    }
}
