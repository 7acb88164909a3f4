using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class PreflightTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void Finds_nothing_wrong_where_nothing_is_and_changes_nothing()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        image.Release("v2");
        var (before, since) = (Inspect(web), Now());

        var preflight = WatchOnce("--preflight", "--cleanup");

        preflight.ExitCode.ShouldBe(0);
        preflight.Output.ShouldContain("a newer image is there");
        preflight.Output.ShouldContain("Everything an update needs is there.");
        preflight.Output.ShouldNotContain("FAIL ", Case.Sensitive);
        EventsSince(since).ShouldBeEmpty();
        Containers().ShouldBe([web]);
        Inspect(web).Json.ToJsonString().ShouldBe(before.Json.ToJsonString());
    }

    [SkippableFact]
    public void An_engine_out_of_reach_is_a_row_with_what_to_do()
    {
        var preflight = WatchOnce("--preflight", "--host", "unix:///no/such/docker.sock");

        preflight.ExitCode.ShouldBe(1);
        preflight.Output.ShouldMatch(@"(?m)^FAIL  engine .*\n      -> There is no socket at unix:///no/such/docker.sock");
        preflight.Errors.ShouldBeEmpty();
    }
}
