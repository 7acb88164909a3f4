using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class FreshnessTests
{
    [Fact]
    public void Updates_a_stale_container_and_leaves_the_others_alone()
    {
        var world = new World();
        var web = world.Engine.Runs("web", "web:1");
        var db = world.Engine.Runs("db", "db:1");
        var newer = world.Engine.Publishes("web:1");

        var report = world.Pass();

        report.Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        report.Outcomes["db"].ShouldBe(ContainerOutcome.UpToDate);
        world.Engine.Get("web").Image.ShouldBe(newer);
        world.Engine.Get("web").Id.ShouldNotBe(web.Id);
        world.Engine.Get("db").ShouldBeSameAs(db);
        world.RunningNames.ShouldBe(["db", "web"]);
    }

    [Fact]
    public void Asks_little_of_the_engine_when_all_is_up_to_date()
    {
        var world = new World { Options = new UpdateOptions { NoPull = true } };
        foreach (var number in Enumerable.Range(0, 50))
            world.Engine.Runs($"app{number}", $"image{number % 5}:1");

        world.Pass();

        world.Client.Count("ListContainers").ShouldBe(1);
        world.Client.Count("FindImage").ShouldBe(5);
        world.Client.Calls.Count.ShouldBe(6);
        world.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Asks_the_registry_once_per_image_and_pulls_nothing_that_is_current()
    {
        var world = new World();
        world.Engine.Runs("one", "web:1");
        world.Engine.Runs("two", "web:1");

        world.Pass();

        world.Registry.Asked.ShouldBe(["web:1"]);
        world.Client.Count("PullImage").ShouldBe(0);
    }

    [Fact]
    public void Pulls_once_for_all_containers_of_an_image()
    {
        var world = new World();
        world.Engine.Runs("one", "web:1");
        world.Engine.Runs("two", "web:1");
        world.Engine.Publishes("web:1");

        world.Pass().Count(ContainerOutcome.Updated).ShouldBe(2);

        world.Client.Count("PullImage").ShouldBe(1);
    }

    [Fact]
    public void Pulls_when_the_registry_does_not_answer()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        world.Registry.IsSilent = true;

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
    }

    [Fact]
    public void Asks_the_engine_before_it_pulls_from_a_registry_that_can_not_be_asked()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Runs("db", "db:1");
        world.Engine.Publishes("db:1");
        world.Registry.IsSilent = true;

        var report = world.Pass();

        (report.Outcomes["web"], report.Outcomes["db"]).ShouldBe((ContainerOutcome.UpToDate, ContainerOutcome.Updated));
        world.Client.Count("FindDigest").ShouldBe(2);
        world.Client.Calls.Where(call => call.Method == "PullImage").Select(call => call.Argument).ShouldBe(["db:1"]);
    }

    [Fact]
    public void Pulls_where_the_engine_is_not_allowed_to_ask()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        world.Registry.IsSilent = true;
        world.Engine.AnswersForRegistries = false;

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
    }

    [Theory]
    [InlineData(true, "FindDigest")]
    [InlineData(false, "PullImage")]
    public void A_registry_that_is_down_costs_the_engine_one_try_and_the_log_one_line(bool isAsked, string call)
    {
        var world = new World();
        foreach (var number in Enumerable.Range(0, 20))
            world.Engine.Runs($"app{number}", $"registry.example/app{number}");
        world.Registry.IsSilent = true;
        (world.Engine.Outage, world.Engine.AnswersForRegistries) = ("no such host", isAsked);

        world.Pass().Count(ContainerOutcome.Unknown).ShouldBe(20);

        world.Client.Count(call).ShouldBe(1);
        world.Events.Of("RegistryAway").ShouldBe(["RegistryAway registry.example: no such host"]);
        world.Events.Of("ImageUnknown").ShouldBeEmpty();
    }

    [Fact]
    public void An_engine_that_can_not_pull_what_the_registry_says_is_newer_is_told()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        world.Engine.Outage = "no such host";

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Unknown);

        world.Events.Of("ImageUnknown").ShouldBe(["ImageUnknown web:1: no such host"]);
    }

    [Fact]
    public void Neither_asks_on_nor_pulls_when_the_registry_wants_a_pause()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        world.Registry.IsTired = true;

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Unknown);

        world.Client.Count("PullImage").ShouldBe(0);
        world.Events.Of("ImageNotPulled").ShouldBe(["ImageNotPulled web:1: asked to be left alone"]);
    }

    [Fact]
    public void Without_pulling_follows_what_somebody_else_pulled()
    {
        var world = new World { Options = new UpdateOptions { NoPull = true } };
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.HasImage("web:1", Scene.Image());

        world.Pass();

        world.Engine.Get("web").Image.ShouldBe(newer);
        world.Client.Count("PullImage").ShouldBe(0);
        world.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Never_pulls_an_image_that_was_built_here_but_follows_a_new_build()
    {
        var world = new World();
        world.Engine.HasImage("mine:1", Scene.Image("build 1", isBuiltHere: true));
        world.Engine.Runs("mine", "mine:1");
        world.Pass().Outcomes["mine"].ShouldBe(ContainerOutcome.UpToDate);

        var build = world.Engine.HasImage("mine:1", Scene.Image("build 2", isBuiltHere: true));
        world.Pass();

        world.Engine.Get("mine").Image.ShouldBe(build);
        world.Registry.Asked.ShouldBeEmpty();
        world.Client.Count("PullImage").ShouldBe(0);
    }

    [Fact]
    public void Leaves_alone_what_is_pinned_by_digest()
    {
        var world = new World();
        var image = world.Engine.HasImage("web:1");
        world.Engine.Runs("web", $"web@{image.Digest}");
        world.Engine.Publishes("web:1");

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.UpToDate);

        world.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_alone_what_was_created_from_an_image_id()
    {
        var world = new World();
        var image = world.Engine.HasImage("web:1");
        world.Engine.Runs("long", image.Id);
        world.Engine.Runs("short", image.Id["sha256:".Length..][..12]);
        world.Engine.Publishes("web:1");

        var report = world.Pass();

        report.Outcomes.Values.ShouldAllBe(outcome => outcome == ContainerOutcome.UpToDate);
        world.Registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void A_failed_pull_leaves_its_container_alone_and_the_others_go_on()
    {
        var world = new World();
        var web = world.Engine.Runs("web", "web:1");
        world.Engine.Runs("db", "db:1");
        world.Engine.Publishes("web:1");
        world.Engine.Publishes("db:1");
        world.Engine.RefusePull("web:1", "unauthorized: authentication required");

        var report = world.Pass();

        report.Outcomes["web"].ShouldBe(ContainerOutcome.Unknown);
        report.Outcomes["db"].ShouldBe(ContainerOutcome.Updated);
        world.Engine.Get("web").ShouldBeSameAs(web);
        world.Events.Of("ImageUnknown").ShouldBe(["ImageUnknown web:1: unauthorized: authentication required"]);
    }

    [Fact]
    public void Looks_only_at_the_containers_that_were_named()
    {
        var world = new World { Names = ["web"] };
        world.Engine.Runs("web", "web:1");
        world.Engine.Runs("db", "db:1");
        world.Engine.Publishes("web:1");
        world.Engine.Publishes("db:1");

        world.Pass().Outcomes.Keys.ShouldBe(["web"]);
    }

    [Fact]
    public void Leaves_stopped_and_paused_containers_as_they_are()
    {
        var world = new World();
        var stopped = world.Engine.Runs("stopped", "web:1");
        world.Time.Run(() => world.Engine.StopAsync("stopped", TimeSpan.Zero, default));
        var paused = world.Engine.Runs("paused", "web:1");
        world.Engine.Pause("paused");
        world.Engine.Publishes("web:1");

        world.Pass().Outcomes.ShouldBeEmpty();

        world.Engine.Containers.ShouldBe([stopped, paused]);
    }

    [Fact]
    public void A_container_whose_name_moved_on_is_found_by_asking_it()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.HasImage("web:1", Scene.Image());

        world.Pass();

        world.Engine.Get("web").Image.ShouldBe(newer);
        world.Engine.Get("web").Config["Image"]!.GetValue<string>().ShouldBe("web:1");
    }
}
