using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class StopSignalTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableTheory]
    [InlineData("ai.talm.watchtower.stop-signal")]
    [InlineData("com.centurylinklabs.watchtower.stop-signal")]
    public void Stops_a_container_with_the_signal_of_its_label(string label) =>
        SignalsReceived(["STOPSIGNAL SIGUSR1"], "--label", $"{label}=SIGHUP").ShouldBe("HUP");

    [SkippableFact]
    public void Stops_a_container_with_the_signal_of_its_image_if_no_label_names_one() =>
        SignalsReceived(["STOPSIGNAL SIGUSR1"]).ShouldBe("USR1");

    [SkippableFact]
    public void Stops_a_container_with_SIGTERM_if_nothing_names_another_signal() =>
        SignalsReceived([]).ShouldBe("TERM");

    private string SignalsReceived(string[] dockerfile, params string[] options)
    {
        var image = Image();
        image.Release("v1", dockerfile);
        var web = Run("web", image, ["--volume", $"{Name("log")}:/log", .. options]);
        VersionServedBy(web).ShouldBe("v1"); // from here on it hears signals
        image.Release("v2", dockerfile);

        WatchOnce().ExitCode.ShouldBe(0);

        VersionServedBy(web).ShouldBe("v2");
        return In(web, "cat", "/log/signals");
    }
}
