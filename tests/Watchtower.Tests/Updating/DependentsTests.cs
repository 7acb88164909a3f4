using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class DependentsTests
{
    private const string DependsOn = "ai.talm.watchtower.depends-on";

    [Fact]
    public void Stops_dependents_before_and_starts_them_after_what_they_link_to()
    {
        var world = new World();
        world.Engine.Runs("db", "db:1");
        world.Engine.Runs("app", "app:1", new RunOptions { Links = ["db:db"] });
        world.Engine.Runs("web", "web:1", new RunOptions { Links = ["app:app"] });
        world.Engine.Publishes("db:1");

        var report = world.Pass();

        world.Events.Of("Stopping").ShouldBe(["Stopping web: -", "Stopping app: -", "Stopping db: -"]);
        world.Events.Of("Started").ShouldBe(["Started db", "Started app", "Started web"]);
        report.Outcomes["db"].ShouldBe(ContainerOutcome.Updated);
        report.Followed.Order(StringComparer.Ordinal).ShouldBe(["app", "web"]);
    }

    [Fact]
    public void A_link_leads_to_the_new_container()
    {
        var world = new World();
        world.Engine.Runs("db", "db:1");
        world.Engine.Runs("web", "web:1", new RunOptions { Links = ["db:database"] });
        world.Engine.Publishes("db:1");

        world.Pass();

        world.Engine.Get("web").Links.ShouldBe([new Link(world.Engine.Get("db").Id, "database")]);
    }

    [Fact]
    public void A_shared_network_namespace_is_that_of_the_new_container()
    {
        var world = new World();
        var vpn = world.Engine.Runs("vpn", "vpn:1");
        world.Engine.Runs("client", "client:1", new RunOptions { NetworkMode = $"container:{vpn.Id}" });
        world.Engine.Publishes("vpn:1");

        world.Pass().HasFailures.ShouldBeFalse();

        world.Engine.Get("client").NetworkMode.ShouldBe($"container:{world.Engine.Get("vpn").Id}");
    }

    [Fact]
    public void A_dependent_by_label_is_restarted_in_place()
    {
        var world = new World();
        world.Engine.Runs("db", "db:1");
        var web = world.Engine.Runs("web", "web:1", new RunOptions { Labels = [(DependsOn, "db")] });
        world.Engine.Publishes("db:1");
        world.Time.Advance(TimeSpan.FromHours(1));
        var before = web.StartedAt;

        world.Pass();

        world.Engine.Get("web").ShouldBeSameAs(web);
        web.StartedAt.ShouldBeGreaterThan(before);
        world.AllNames.ShouldBe(["db", "web"]);
    }

    [Fact]
    public void A_dependent_that_wants_no_updates_is_left_alone_and_mentioned()
    {
        var world = new World();
        world.Engine.Runs("db", "db:1");
        var web = world.Engine.Runs("web", "web:1", new RunOptions { Labels = [(DependsOn, "db"), ("ai.talm.watchtower.enable", "false")] });
        world.Engine.Publishes("db:1");
        var started = web.StartedAt;

        world.Pass();

        web.StartedAt.ShouldBe(started);
        world.Events.Of("DependentNeglected").ShouldBe(["DependentNeglected web: db"]);
    }

    [Fact]
    public void A_cycle_is_reported_and_the_rest_goes_on()
    {
        var world = new World();
        world.Engine.Runs("hen", "hen:1", new RunOptions { Labels = [(DependsOn, "egg")] });
        world.Engine.Runs("egg", "egg:1", new RunOptions { Labels = [(DependsOn, "hen")] });
        world.Engine.Runs("web", "web:1");
        foreach (var image in new[] { "hen:1", "web:1" })
            world.Engine.Publishes(image);

        var report = world.Pass();

        world.Events.Of("CycleSkipped").ShouldBe(["CycleSkipped egg > hen > egg"]);
        report.Outcomes["hen"].ShouldBe(ContainerOutcome.Failed);
        report.Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        world.RunningNames.ShouldBe(["egg", "hen", "web"]);
    }

    [Fact]
    public void One_unreadable_container_does_not_cost_the_others_their_pass()
    {
        var world = new World();
        var sick = world.Engine.Runs("sick", "sick:1");
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");

        var report = world.PassCalling(call =>
        {
            if (call is { Method: "InspectContainer", Argument: "sick" })
                throw new Ports.EngineException(Ports.EngineFailure.Refused, "input/output error");
        });

        report.Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        world.Engine.Get("sick").ShouldBeSameAs(sick);
        world.Events.Of("ContainerUnreadable").ShouldContain("ContainerUnreadable sick: input/output error");
    }

    [Fact]
    public void One_failing_group_does_not_cost_the_others_their_pass()
    {
        var world = new World();
        world.Engine.Runs("bad", "bad:1");
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("bad:1", Scene.Image(does: Behaviour.Exits(3)));
        world.Engine.Publishes("web:1");

        var report = world.Pass();

        report.Outcomes["bad"].ShouldBe(ContainerOutcome.Failed);
        report.Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
    }

    [Fact]
    public void What_a_person_changed_meanwhile_is_respected()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");

        var report = world.PassCalling(call =>
        {
            if (call.Method == "InspectContainer")
                world.Engine.Remove("web");
        });

        world.Engine.Containers.ShouldBeEmpty();
        report.Outcomes.GetValueOrDefault("web").ShouldNotBe(ContainerOutcome.Updated);
    }
}
