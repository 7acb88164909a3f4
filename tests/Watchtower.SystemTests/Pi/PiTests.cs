namespace Watchtower.SystemTests.Pi;

/// <summary>
/// The sentence this program was written for, on the machine it was written for:
/// <c>docker run -v /var/run/docker.sock:/var/run/docker.sock talmai/rpi-watchtower 6</c>.
/// </summary>
public sealed class PiTests(SerialLog pi) : IClassFixture<SerialLog>
{
    private const string Options = "GREETING=hello unless-stopped alice";

    [SkippableFact]
    public void It_is_the_first_Pi_and_Docker_runs_on_it()
    {
        pi.Demand();
        pi["machine"].ShouldBe("armv6l");
        pi.Mebibytes("memory-kib").ShouldBeInRange(256, 512);
        pi["engine-version"].ShouldEndWith(" arm");
    }

    [SkippableFact]
    public void Run_once_updates_a_container_and_keeps_its_options()
    {
        pi.Demand();
        pi["run-once-code"].ShouldBe("0");
        (pi["before-version"], pi["before-options"]).ShouldBe(("1", Options));
        (pi["after-version"], pi["after-running"], pi["after-options"]).ShouldBe(("2", "true", Options));
        pi["after-containers"].ShouldBe("web");
    }

    [SkippableFact]
    public void In_the_background_it_idles_and_updates_when_there_is_something_new()
    {
        pi.Demand();
        (pi["watched-version"], pi["watched-running"], pi["watched-options"]).ShouldBe(("3", "true", Options));
        pi["watched-containers"].ShouldBe("watchtower web");
    }

    [SkippableFact]
    public void It_ends_when_it_is_told_to()
    {
        pi.Demand();
        pi["stop-code"].ShouldBe("0");
    }

    /// <summary>Figures of the last run that was written down, and the goals, are in docs/pi.md; this is a fence around them.</summary>
    [SkippableFact]
    public void It_leaves_the_memory_to_those_it_looks_after()
    {
        pi.Demand();
        pi.Mebibytes("help-peak-kib").ShouldBeInRange(5, 24);
        pi.Mebibytes("pass-peak-kib").ShouldBeInRange(5, 30);
        pi.Mebibytes("idle-vmrss-kib").ShouldBeInRange(5, 30);
        pi.Mebibytes("updated-vmhwm-kib").ShouldBeInRange(5, 34);
    }
}
