using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class StoppingTests
{
    private const string StopSignal = "ai.talm.watchtower.stop-signal";

    [Fact]
    public void Sends_the_signal_of_the_label()
    {
        var (world, old) = Stopping(new RunOptions { Labels = [(StopSignal, "SIGHUP")] });

        old.LastSignal.ShouldBe("SIGHUP");
        world.Events.Of("Stopping").ShouldBe(["Stopping web: SIGHUP"]);
    }

    [Fact]
    public void The_label_wins_over_the_signal_of_the_container()
    {
        var (_, old) = Stopping(new RunOptions { StopSignal = "SIGQUIT", Labels = [(StopSignal, "SIGHUP")] });
        old.LastSignal.ShouldBe("SIGHUP");
    }

    [Fact]
    public void Without_a_label_the_container_stops_by_its_own_signal()
    {
        var (world, old) = Stopping(new RunOptions { StopSignal = "SIGQUIT" });

        old.LastSignal.ShouldBe("SIGQUIT");
        world.Events.Of("Stopping").ShouldBe(["Stopping web: SIGQUIT"]);
    }

    [Fact]
    public void A_signal_the_engine_does_not_know_is_replaced_by_the_ordinary_stop()
    {
        var (world, old) = Stopping(new RunOptions { Labels = [(StopSignal, "SIGNONSENSE")] });

        old.LastSignal.ShouldBe("SIGTERM");
        world.Events.Of("StopSignalRefused").ShouldBe(["StopSignalRefused web: SIGNONSENSE"]);
        world.Events.Of("Updated").ShouldBe(["Updated web: Update"]);
    }

    [Fact]
    public void Gives_the_default_time_and_then_kills()
    {
        var (world, old) = Stopping(new RunOptions(), new Behaviour { ListensTo = [] });

        old.ExitCode.ShouldBe(137);
        DownTime(world).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_containers_own_time_wins()
    {
        var (world, old) = Stopping(new RunOptions { StopTimeout = 300 }, new Behaviour { StopsAfter = TimeSpan.FromSeconds(240) });

        old.ExitCode.ShouldBe(0);
        DownTime(world).ShouldBe(TimeSpan.FromSeconds(240));
    }

    [Fact]
    public void A_signal_of_the_label_gets_the_same_time_and_no_more()
    {
        var (world, old) = Stopping(new RunOptions { Labels = [(StopSignal, "SIGUSR1")] }, new Behaviour { ListensTo = [] });

        old.ExitCode.ShouldBe(137);
        DownTime(world).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_restart_policy_does_not_bring_it_back_between_signal_and_stop()
    {
        var (world, old) = Stopping(new RunOptions { RestartPolicy = "always", Labels = [(StopSignal, "SIGHUP")] });

        world.Engine.Containers.ShouldNotContain(old);
        world.RunningNames.ShouldBe(["web"]);
    }

    /// <summary>From the start of the pass to the start of the new container: stopping is all that takes time in it.</summary>
    private static TimeSpan DownTime(World world) =>
        world.Engine.Get("web").StartedAt - (world.Time.GetUtcNow() - world.Time.Elapsed);

    private static (World World, FakeContainer Old) Stopping(RunOptions options, Behaviour? behaviour = null)
    {
        var world = new World();
        world.Engine.HasImage("web:1", Scene.Image(does: behaviour));
        var old = world.Engine.Runs("web", "web:1", options);
        world.Engine.Publishes("web:1");
        world.Pass().Outcomes["web"].ShouldBe(ContainerOutcome.Updated);
        return (world, old);
    }
}
