using System.Net;
using System.Net.Sockets;
using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>What a person or another program does on the machine in the middle of a pass.</summary>
public sealed class MeanwhileTests(TestEngine engine, ITestOutputHelper output) : MeanwhileTest(engine, output)
{
    [SkippableFact]
    public void Its_port_is_taken_until_the_old_one_wants_it_back()
    {
        var port = FreePort.Find();
        var web = WithANewVersion("--publish", $"127.0.0.1:{port}:80");
        var before = Inspect(web);
        using var listener = new TcpListener(IPAddress.Loopback, port);

        var answer = WatchOnceThrough(call =>
        {
            if (call == StartNew)
                listener.Start();
            else if (call == "POST containers/web/start")
                listener.Stop();
        });

        answer.ExitCode.ShouldBe(1);
        TheOldOneIsBack(before);
        Containers().ShouldBe([web]);
        TheNextPassBrings("v2");
    }

    [SkippableFact]
    public void Its_port_is_taken_for_good()
    {
        var port = FreePort.Find();
        var web = WithANewVersion("--publish", $"127.0.0.1:{port}:80");
        var before = Inspect(web);
        using var listener = new TcpListener(IPAddress.Loopback, port);

        var answer = WatchOnceAnd(StartNew, listener.Start);

        answer.ExitCode.ShouldBe(1);
        listener.Stop();
        ByHandAs(answer);
        TheOldOneIsBack(before);
        TheNextPassBrings("v2");
    }

    [SkippableFact]
    public void Its_name_is_taken()
    {
        var web = WithANewVersion();
        var before = Inspect(web);

        var answer = WatchOnceAnd(TakeName, () => Docker("run", "--detach", "--name", web, "--label", "intruder=1", before.ImageId));

        answer.ExitCode.ShouldBe(1);
        Inspect(before.Id).Status.ShouldBe("running");
        Inspect(web).Text("Config.Labels.intruder").ShouldBe("1", "what somebody else made is left alone");
        ByHandAs(answer);
        Inspect(web).Id.ShouldBe(before.Id);
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web).ShouldBe("v2");
        Containers().Count.ShouldBe(2);
    }

    [SkippableFact]
    public void Its_network_is_deleted()
    {
        Docker("network", "create", Name("net"));
        var web = WithANewVersion("--network", Name("net"), "--network-alias", "shop");
        var before = Inspect(web);

        var answer = WatchOnceAnd(StartNew, () => Docker("network", "rm", Name("net")));

        answer.ExitCode.ShouldBe(1);
        answer.Output.ShouldContain($"docker network create {Name("net")}");
        ByHandAs(answer);
        TheOldOneIsBack(before);
        Inspect(web).At($"NetworkSettings.Networks.{Name("net")}.Aliases")!.ToJsonString().ShouldContain("shop");
        TheNextPassBrings("v2");
    }

    [SkippableTheory]
    [MemberData(nameof(Calls))]
    public void It_is_removed(string call)
    {
        var web = WithANewVersion();
        var before = Inspect(web);

        WatchOnceAnd(call, () => Docker("rm", "--force", before.Id));

        VersionServedBy(web).ShouldBe("v2", "what was created for it is all that is left of it");
        TheNextPassBrings("v2");
    }

    [SkippableTheory]
    [MemberData(nameof(Calls))]
    public void It_is_restarted(string call)
    {
        var web = WithANewVersion();
        var before = Inspect(web);

        WatchOnceAnd(call, () => Docker("restart", before.Id)).ExitCode.ShouldBe(0);

        VersionServedBy(web).ShouldBe("v2");
        TheNextPassBrings("v2");
    }

    [SkippableTheory]
    [MemberData(nameof(Calls))]
    public void It_is_renamed(string call)
    {
        var web = WithANewVersion();
        var before = Inspect(web);

        WatchOnceAnd(call, () => Docker("rename", before.Id, Name("shop")));

        Containers().ShouldContain(web);
        VersionServedBy(web).ShouldBe("v2");
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(web).ShouldBe("v2");
    }

    [SkippableFact]
    public void Another_Watchtower_is_at_it_at_the_same_time()
    {
        var web = WithANewVersion();
        using var other = Start("--run-once");
        WatchOnce();
        other.Wait(TimeSpan.FromMinutes(5));

        Inspect(web).Status.ShouldBe("running");
        TheNextPassBrings("v2");
    }

    [SkippableTheory]
    [MemberData(nameof(AllCalls))]
    public void Another_Watchtower_does_a_whole_pass(string call)
    {
        var web = WithANewVersion();

        WatchOnceAnd(call, () => WatchOnce());

        Inspect(web).Status.ShouldBe("running");
        TheNextPassBrings("v2");
    }
}
