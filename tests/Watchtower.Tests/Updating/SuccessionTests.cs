using Watchtower.Containers;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>Watchtower replaces itself. The processes of both generations run in the same world, inside their containers.</summary>
public sealed class SuccessionTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_new_one_takes_over()
    {
        var home = new Home();
        var newer = home.Release();

        home.Time.Advance(_interval * 3);

        home.ShouldHaveOneWatchtower().Image.ShouldBe(newer);
        home.Events.Of("TookOver").ShouldBe(["TookOver watchtower"]);
    }

    [Fact]
    public void The_new_one_keeps_the_options_and_goes_on_watching()
    {
        var home = new Home();
        var promise = new Promise(home.Engine);
        home.Release();
        home.Time.Advance(_interval * 2);

        home.Engine.Runs("web", "web:1");
        var newer = home.Engine.Publishes("web:1");
        home.Time.Advance(_interval * 2);

        promise.Broken().ShouldBeEmpty();
        home.Engine.Get("web").Image.ShouldBe(newer);
    }

    public static TheoryData<string> Failures() => ["dies at once", "dies after a while", "never takes over", "can't be started", "restarts for ever"];

    [Theory]
    [MemberData(nameof(Failures))]
    public void The_old_one_stays_when_the_new_one(string failure)
    {
        var home = new Home();
        var old = home.Engine.Get("watchtower");
        var bad = home.Release(Bad(failure), restartPolicy: failure == "restarts for ever" ? "always" : null);

        home.Time.Advance(_interval * 6);

        home.ShouldHaveOneWatchtower().ShouldBeSameAs(old);
        home.Rejected.Contains("watchtower", bad.Id).ShouldBeTrue();
        home.Events.Of("SelfUpdateFailed").Count().ShouldBe(1);
    }

    [Fact]
    public void A_single_run_does_not_replace_itself()
    {
        var world = new World { Options = new UpdateOptions { RunOnce = true, OwnId = FakeEngine.FirstId } };
        var own = world.Engine.Runs("watchtower", "watchtower:6", Home.Label);
        own.Id.ShouldBe(FakeEngine.FirstId);
        world.Engine.Publishes("watchtower:6");

        world.Pass().Outcomes["watchtower"].ShouldBe(ContainerOutcome.HeldBack);

        world.AllNames.ShouldBe(["watchtower"]);
        world.Client.Count("CreateContainer").ShouldBe(0);
    }

    [Fact]
    public void A_new_one_that_another_Watchtower_has_just_created_is_left_alone()
    {
        var world = new World();
        var old = world.Engine.Runs("watchtower", "watchtower:6", Home.Label);
        var newer = world.Engine.Publishes("watchtower:6");

        var (report, others) = world.PassBeside($"watchtower.watchtower-new-{old.ShortId}-{old.ShortId}");

        report.Outcomes["watchtower"].ShouldBe(ContainerOutcome.HeldBack);
        others.State.ShouldBe("running");
        old.State.ShouldBe("running");
        world.Events.Of("SelfUpdateSkipped").ShouldHaveSingleItem();
        world.Rejected.Contains("watchtower", newer.Id).ShouldBeFalse();
    }

    [Fact]
    public void Other_containers_come_first()
    {
        var home = new Home();
        home.Engine.Runs("web", "web:1");
        home.Engine.Publishes("web:1");
        home.Release();

        home.Time.Advance(_interval * 2);

        home.Events.Lines.TakeWhile(line => !line.StartsWith("SelfUpdateStarted", StringComparison.Ordinal))
            .ShouldContain("Updated web: Update");
        home.ShouldHaveOneWatchtower();
    }

    public static TheoryData<string, FaultMoment> Deaths() => new()
    {
        { "old", FaultMoment.Before }, { "old", FaultMoment.After }, { "new", FaultMoment.Before }, { "new", FaultMoment.After },
    };

    [Theory]
    [MemberData(nameof(Deaths))]
    public void Killed_at_any_step_there_is_one_in_the_end(string victim, FaultMoment moment)
    {
        var findings =
            from call in Enumerable.Range(0, 40)
            from policy in new[] { "unless-stopped", "always" }
            let home = AfterDeath(victim, Fault.Kill(call, moment), policy)
            where !home.HasOneWatchtower
            select $"{victim} {moment} call {call}, policy {policy}: {string.Join(", ", home.Engine.Containers)}\n  {string.Join("\n  ", home.Events.Lines)}";

        string.Join("\n", findings).ShouldBeEmpty();
    }

    /// <summary>It asks for the containers, renames both, looks at the old one, stops it and removes it.</summary>
    [Fact]
    public void The_new_one_takes_over_though_a_call_fails()
    {
        var findings =
            from call in Enumerable.Range(0, 6)
            from fault in new[] { Fault.Refuse(call, EngineFailure.Refused), Fault.Refuse(call, EngineFailure.Unreachable), Fault.LoseAnswer(call) }
            let home = new Home()
            let newer = AfterTakeOver(home, fault)
            where !home.HasOneWatchtower || home.Engine.Get("watchtower").Image != newer || home.Rejected.Contains("watchtower", newer.Id)
            select $"{fault}: {string.Join(", ", home.Engine.Containers)}\n  {string.Join("\n  ", home.Events.Lines)}";

        string.Join("\n", findings).ShouldBeEmpty();
    }

    /// <summary>An engine that is silent at a call is given up after ten minutes, and asked again.</summary>
    [Fact]
    public void A_new_one_that_the_engine_holds_up_is_waited_for()
    {
        var home = new Home();
        var newer = home.Release(home.Daemon(heldUp: TimeSpan.FromMinutes(11)));

        home.Time.Advance(_interval * 6);

        home.ShouldHaveOneWatchtower().Image.ShouldBe(newer);
        home.Rejected.Contains("watchtower", newer.Id).ShouldBeFalse();
    }

    [Fact]
    public void The_old_one_has_its_name_back_as_soon_as_the_new_one_that_took_it_has_died()
    {
        var home = new Home();
        var old = home.Engine.Get("watchtower");
        home.Release(home.Daemon(Fault.Kill(1, FaultMoment.After))); // the first of two renames

        home.Time.Advance(_interval + TimeSpan.FromSeconds(30)); // no second pass, which would recover

        home.ShouldHaveOneWatchtower().ShouldBeSameAs(old);
    }

    /// <summary>It may have asked the engine already to stop the old one: without both there would be none.</summary>
    [Fact]
    public void A_new_one_that_the_engine_has_started_again_while_it_takes_over_is_left_at_it()
    {
        var home = new Home("always");
        var newer = home.Release(home.Daemon(Fault.Kill(1, FaultMoment.After), heldUp: TimeSpan.FromSeconds(29.5)));

        home.Time.Advance(_interval * 3);

        home.ShouldHaveOneWatchtower().Image.ShouldBe(newer);
        home.Rejected.Contains("watchtower", newer.Id).ShouldBeFalse();
    }

    private static FakeImage AfterTakeOver(Home home, Fault fault)
    {
        var newer = home.Release(home.Daemon(fault));
        home.Time.Advance(_interval * 3);
        return newer;
    }

    private static Home AfterDeath(string victim, Fault fault, string policy)
    {
        var home = new Home(policy, victim == "old" ? fault : null);
        home.Release(home.Daemon(victim == "new" ? fault : null));
        home.Time.Advance(_interval * 6);
        return home;
    }

    private static Behaviour Bad(string failure) => failure switch
    {
        "dies at once" => Behaviour.Exits(2, TimeSpan.Zero),
        "dies after a while" => Behaviour.Exits(2, TimeSpan.FromSeconds(30)),
        "restarts for ever" => Behaviour.Exits(2, TimeSpan.FromSeconds(1)),
        "can't be started" => Behaviour.RefusedAtStart(EngineFailure.Invalid),
        _ => Behaviour.Runs,
    };

    /// <summary>A machine on which Watchtower runs in a container, as it is meant to.</summary>
    private sealed class Home
    {
        private readonly FakeRegistry _registry;
        private int _generation;

        public Home(string? restartPolicy = null, Fault? fault = null)
        {
            Engine = new FakeEngine(Time);
            _registry = new FakeRegistry(Engine);
            Engine.HasImage("watchtower:6", Scene.Image("watchtower 1", does: Daemon(fault)));
            Engine.Runs("watchtower", "watchtower:6", Label with
            {
                RestartPolicy = restartPolicy,
                Binds = ["/var/run/docker.sock:/var/run/docker.sock"],
                Env = ["WATCHTOWER_CLEANUP=false"],
            });
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        public static RunOptions Label { get; } = new() { Labels = [("ai.talm.watchtower", "true")] };

        public HurriedTime Time { get; } = new();
        public FakeEngine Engine { get; }
        public RecordedEvents Events { get; } = new();
        public RejectedInMemory Rejected { get; } = new();

        public bool HasOneWatchtower => Engine.Containers.Where(container => container.Name != "web").ToList() is [{ Name: "watchtower", State: "running" }];

        public FakeContainer ShouldHaveOneWatchtower()
        {
            HasOneWatchtower.ShouldBeTrue(string.Join(", ", Engine.Containers));
            return Engine.Get("watchtower");
        }

        public FakeImage Release(Behaviour? does = null, string? restartPolicy = null)
        {
            if (restartPolicy is not null)
                Engine.Get("watchtower").HostConfig["RestartPolicy"] = Json.Fields(("Name", restartPolicy));
            return Engine.Publishes("watchtower:6", Scene.Image($"watchtower 2.{_generation++}", does: does ?? Daemon()));
        }

        /// <summary>What the program does: takes over if it has to, then makes a pass every five minutes.</summary>
        public Behaviour Daemon(Fault? fault = null, TimeSpan heldUp = default)
        {
            var isFaultDue = fault is not null;
            return new Behaviour { Program = Main };

            async Task<int> Main(Process process)
            {
                var engine = process.Engine;
                if (isFaultDue)
                {
                    isFaultDue = false;
                    engine.Plan(fault!);
                }

                await Task.Delay(heldUp, Time, process.Stop);
                var options = new UpdateOptions { OwnId = process.ContainerId };
                await new Succession(engine, Events, Rejected, Time, options).TakeOverAsync(process.Stop);
                var cycle = new UpdateCycle(engine, _registry, Rejected, Events, Time, new ContainerSelector([], false), options);
                while (!process.Stop.IsCancellationRequested)
                    await PassAsync(cycle, process.Stop);
                return 0;
            }
        }

        private async Task PassAsync(UpdateCycle cycle, CancellationToken stop)
        {
            try
            {
                await cycle.RunAsync(stop);
                await Task.Delay(_interval, Time, stop);
            }
            catch (OperationCanceledException)
            {
                // asked to end
            }
        }
    }
}
