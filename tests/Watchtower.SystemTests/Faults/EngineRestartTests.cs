using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>dockerd is killed and started again in the middle of a pass, and takes all containers down with it.</summary>
public sealed class EngineRestartTests(TestEngine engine, ITestOutputHelper output) : MeanwhileTest(engine, output)
{
    public static TheoryData<string, string> CallsAndPolicies => IsFull
        ? new()
        {
            { Create, "no" }, { Stop, "no" }, { Stop, "unless-stopped" }, { TakeName, "no" }, { StartNew, "no" }, { StartNew, "unless-stopped" },
            { RemoveOld, "no" },
        }
        : new() { { StartNew, "no" } };

    [SkippableTheory]
    [MemberData(nameof(CallsAndPolicies))]
    public void The_engine_goes_down_and_comes_back(string call, string restart)
    {
        var dockerd = new EngineProcess(Engine);
        dockerd.Demand();
        var web = WithANewVersion("--restart", restart);

        WatchOnceAnd(call, dockerd.KillAndStart);

        Eventually(() => Engine.Docker("version").ExitCode == 0);
        WatchOnce();
        TheNextPassBrings("v2");
        Inspect(web).Text("HostConfig.RestartPolicy.Name").ShouldBe(restart);
    }
}
