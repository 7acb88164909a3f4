using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class SelectionTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableTheory]
    [InlineData("IMAGE", "latest stable")]
    [InlineData("IMAGE:stable", "stable")]
    [InlineData("CONTAINER", "latest")]
    public void Updates_only_what_a_name_selects(string name, string updated)
    {
        var (image, other) = (Image(), Image("other"));
        image.Release("latest", "v1", []);
        image.Release("stable", "v1", []);
        other.Release("v1");
        string[] containers = [Run("latest", image), Run("stable", $"{image.Name}:stable"), Run("other", other)];
        image.Release("latest", "v2", []);
        image.Release("stable", "v2", []);
        other.Release("v2");

        WatchOnce(name.Replace("IMAGE", image.Name, StringComparison.Ordinal).Replace("CONTAINER", containers[0], StringComparison.Ordinal))
            .ExitCode.ShouldBe(0);

        Updated(containers).ShouldBe(updated);
    }

    [SkippableFact]
    public void Leaves_stopped_paused_and_excluded_containers_alone()
    {
        var image = Image();
        image.Release("v1");
        string[] containers =
        [
            Run("stopped", image), Run("paused", image), Run("running", image),
            Run("excluded", image, "--label", "ai.talm.watchtower.enable=false"),
        ];
        Docker("stop", containers[0]);
        Docker("pause", containers[1]);
        image.Release("v2");

        WatchOnce().ExitCode.ShouldBe(0);

        Updated(containers).ShouldBe("running");
        Inspect(containers[0]).Status.ShouldBe("exited");
        Inspect(containers[1]).Status.ShouldBe("paused");
    }

    [SkippableFact]
    public void Looks_only_after_enabled_containers_with_label_enable()
    {
        var image = Image();
        image.Release("v1");
        string[] containers =
            [Run("plain", image), Run("enabled", image, "--label", "com.centurylinklabs.watchtower.enable=true")];
        image.Release("v2");

        WatchOnce("--label-enable").ExitCode.ShouldBe(0);

        Updated(containers).ShouldBe("enabled");
    }

    private string Updated(IEnumerable<string> containers) => string.Join(' ', containers
        .Where(container => Inspect(container).Environment.Contains("VERSION=v2"))
        .Select(Word));
}
