using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class TlsRegistryTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.Tls)
{
    /// <summary>The engine does not check certificates of this machine's own registries.</summary>
    [SkippableFact]
    public void A_registry_that_only_the_engine_trusts_is_asked_through_the_engine()
    {
        var (_, v2) = RunOldVersion();

        var pass = WatchOnce();

        pass.Output.ShouldContain($"{Address}: can't be asked directly what is new, so the engine is asked");
        pass.Output.ShouldContain("Checked 1 container: 1 updated");
        Inspect(Name("web")).ImageId.ShouldBe(v2);
        var since = Now();
        WatchOnce().Output.ShouldContain("Checked 1 container: 1 up to date");
        EventsSince(since).ShouldNotContain(happened => happened.Action == "pull");
        Registry.QuestionsOfWatchtower().ShouldBe(0);
        WatchOnce("--preflight").Output.ShouldContain("the engine can ask, Watchtower can't");
    }
}
