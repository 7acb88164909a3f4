using System.Text.Json.Nodes;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class ProofTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Misbehaviours() => ["exits", "restarts", "is unhealthy", "is never healthy", "can't be started (400)", "can't be started (500)"];

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public void Goes_back_when_the_new_container(string misbehaviour)
    {
        var world = new World();
        var old = world.Engine.Runs("web", "web:1", new RunOptions { Volumes = ["/data"] });
        var promise = new Promise(world.Engine);
        var bad = world.Engine.Publishes("web:1", Bad(misbehaviour));

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        promise.Broken().ShouldBeEmpty();
        promise.Leftovers().ShouldBeEmpty();
        world.Engine.Get("web").ShouldBeSameAs(old);
        world.Rejected.Contains("web", bad.Id).ShouldBe(misbehaviour != "can't be started (500)");
    }

    [Theory]
    [InlineData("exits", "exited with code 3")]
    [InlineData("restarts", "did not keep running and was restarted")]
    [InlineData("is unhealthy", "is unhealthy by its own health check")]
    [InlineData("is never healthy", "was not healthy after 90 s")]
    public void Says_why_it_went_back(string misbehaviour, string reason)
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1", Bad(misbehaviour));

        world.Pass();

        world.Events.Of("RolledBack").ShouldBe([$"RolledBack web: web {reason}"]);
    }

    [Fact]
    public void Waits_for_a_health_check_longer_than_the_look_at_others()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1", Checked(new Behaviour { HealthyAfter = TimeSpan.FromSeconds(80) }));

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);

        world.Engine.Get("web").Image.ShouldBe(newer);
        world.Time.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(85));
    }

    [Fact]
    public void Keeps_a_container_whose_health_check_the_engine_does_not_run()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1", Checked(Behaviour.NeverChecked));

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);

        world.Engine.Get("web").Image.ShouldBe(newer);
        world.Events.Of("NeverChecked").ShouldBe(["NeverChecked web: 65 s"]);
    }

    [Fact]
    public void A_restart_policy_does_not_hide_a_crash()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1", new RunOptions { RestartPolicy = "always" });
        world.Engine.Publishes("web:1", Scene.Image(does: Behaviour.Exits(1, _second)));

        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Failed);

        world.RunningNames.ShouldBe(["web"]);
    }

    [Fact]
    public void A_follower_that_fails_takes_its_whole_group_back()
    {
        var world = new World();
        var db = world.Engine.Runs("db", "db:1");
        world.Engine.HasImage("web:1", Scene.Image(does: Behaviour.Runs));
        world.Engine.Runs("web", "web:1", new RunOptions { Links = ["db:db"] });
        var newer = world.Engine.Publishes("db:1");

        world.PassCalling(call =>
        {
            if (call is { Method: "InspectContainer", Argument: "web" } && world.Engine.Get("db") != db && world.Engine.Get("web").State == "running")
                world.Engine.Signal("web", "SIGKILL");
        });

        world.Engine.Get("db").ShouldBeSameAs(db);
        world.RunningNames.ShouldBe(["db", "web"]);
        world.Rejected.Contains("db", newer.Id).ShouldBeTrue();
    }

    [Fact]
    public void Proof_is_left_to_the_next_pass_when_the_process_is_asked_to_end()
    {
        using var shutdown = new CancellationTokenSource();
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1");
        _ = Task.Delay(TimeSpan.FromSeconds(2), world.Time).ContinueWith(
            _ => shutdown.Cancel(), default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        world.Pass(shutdown.Token);

        world.Events.Of("ProofPostponed").ShouldBe(["ProofPostponed web"]);
        world.AllNames.Count().ShouldBe(2);
        world.Pass();
        world.AllNames.ShouldBe(["web"]);
        world.Engine.Get("web").Image.ShouldBe(newer);
    }

    [Theory]
    [InlineData(EngineFailure.NotFound)]
    [InlineData(EngineFailure.Refused)]
    [InlineData(EngineFailure.Unreachable)]
    public void One_strange_answer_is_no_verdict(EngineFailure failure)
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1");
        var (hasStarted, isTold) = (false, false);

        world.PassCalling(call =>
        {
            hasStarted |= call.Method == "StartContainer";
            if (!hasStarted || isTold || call.Method != "InspectContainer")
                return;
            isTold = true;
            throw new EngineException(failure, "for a moment");
        }).Outcomes["web"].ShouldBe(ContainerOutcome.Updated);

        isTold.ShouldBeTrue();
        world.Engine.Get("web").Image.ShouldBe(newer);
    }

    private static FakeImage Bad(string misbehaviour) => misbehaviour switch
    {
        "exits" => Scene.Image(does: Behaviour.Exits(3, _second)),
        "restarts" => Scene.Image(does: Behaviour.Restarts(_second)),
        "is unhealthy" => Checked(Behaviour.BecomesUnhealthy(TimeSpan.FromSeconds(20))),
        "is never healthy" => Checked(Behaviour.NeverHealthy),
        "can't be started (400)" => Scene.Image(does: Behaviour.RefusedAtStart(EngineFailure.Invalid)),
        _ => Scene.Image(does: Behaviour.RefusedAtStart(EngineFailure.Refused)),
    };

    /// <summary>With a health check that has 3 x (20 + 10) s to succeed.</summary>
    private static FakeImage Checked(Behaviour behaviour) => Scene.Image(
        config: new JsonObject { ["Healthcheck"] = Json.Parse("""{"Test":["CMD","check"],"Interval":20000000000,"Timeout":10000000000,"Retries":3}""") },
        does: behaviour);
}
