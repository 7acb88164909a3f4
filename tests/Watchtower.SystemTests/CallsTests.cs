using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>
/// README lists the calls that a proxy before the engine's socket has to let through: behind one that lets nothing else through
/// everything works, and nothing on the list is superfluous.
/// </summary>
public sealed class CallsTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.TlsAndPassword)
{
    private static IReadOnlyList<ListedCall> Needed => [.. ListedCall.InReadme.Where(call => !call.MayBeRefused)];

    private Version Api => Version.Parse(Docker("version", "--format", "{{.Server.APIVersion}}"));

    public static TheoryData<string> Calls => [.. ListedCall.InReadme.Select(call => $"{call}")];

    [SkippableFact]
    public void Updates_of_every_kind_make_the_calls_that_README_lists_and_no_others()
    {
        using var proxy = Proxy(ListedCall.InReadme);

        UpdateWithALogin(proxy);
        UpdateItself(proxy);
        FailWithoutANetwork(proxy).Output.ShouldContain($"docker network create {Name("net")}");

        proxy.Refused.ShouldBeEmpty();
        proxy.Trouble.ShouldBeNull();
        proxy.Used.ShouldBe(ListedCall.InReadme.Where(call => call.IsMadeTo(Api)), ignoreOrder: true);
    }

    [SkippableFact]
    public void Updates_work_without_the_calls_that_may_be_refused()
    {
        using var proxy = Proxy(Needed);

        UpdateWithALogin(proxy);
        FailWithoutANetwork(proxy).Output.ShouldContain($"docker start {Name("one")}");

        proxy.Refused.ShouldContain(call => call.EndsWith("/json", StringComparison.Ordinal));
        proxy.Refused.ShouldAllBe(call => ListedCall.InReadme.Any(listed => listed.MayBeRefused && listed.Is("GET", call.Substring("GET ".Length))));
    }

    [SkippableFact]
    public void Preflight_finds_nothing_in_the_way_behind_such_a_proxy()
    {
        RunOldVersion();
        LogIn();
        using var proxy = Proxy(ListedCall.InReadme);

        var preflight = WatchOnce("--preflight", "--cleanup", "--host", proxy.Address);

        preflight.ExitCode.ShouldBe(0);
        preflight.Output.ShouldNotMatch("(?m)^(FAIL|note) ");
        proxy.Refused.ShouldBeEmpty();
        proxy.Used.ShouldBe(ListedCall.InReadme.Where(call => call.IsMadeTo(Api)), ignoreOrder: true);
    }

    [SkippableTheory]
    [MemberData(nameof(Calls))]
    public void Preflight_says_that_a_call_is_refused_and_what_to_do(string call)
    {
        var refused = ListedCall.InReadme.Single(listed => $"{listed}" == call);
        Skip.IfNot(refused.IsMadeTo(Api), "not with this engine");
        using var proxy = Proxy([.. ListedCall.InReadme.Except([refused])]);

        var preflight = WatchOnce("--preflight", "--cleanup", "--host", proxy.Address);

        preflight.ExitCode.ShouldBe(refused.MayBeRefused ? 0 : 1);
        preflight.Output.ShouldMatch(
            refused.Path == "/version" ? @"(?m)^FAIL  engine .*403.*\n      -> .*GET /version has to be allowed"
            : refused.MayBeRefused ? $@"(?m)^note  {Row(refused)}  refused \(403\), by something in front of the engine\n      -> Updates work without it"
            : $@"(?m)^FAIL  {Row(refused)}  refused \(403\), by something in front of the engine\n      -> Allow this call in the proxy");
    }

    private static string Row(ListedCall call) => $@"{call.Method} +{System.Text.RegularExpressions.Regex.Escape(call.Path)} *";

    private SocketProxy Proxy(IReadOnlyList<ListedCall> allowed) => new(Engine.Socket, Path.Combine(Home, "s"), allowed);

    /// <summary>A linked pair in two networks, with a signal of its own, from a registry that knows nobody and that only the engine trusts.</summary>
    private void UpdateWithALogin(SocketProxy proxy)
    {
        LogIn();
        var others = Image("others");
        others.Release("w1");
        Docker("network", "create", Name("back"));
        var (_, newer) = RunOldVersion("db", "--label", "ai.talm.watchtower.stop-signal=SIGHUP");
        var (db, web) = (Name("db"), Run("web", others, "--link", $"{Name("db")}:database"));
        Docker("network", "connect", Name("back"), db);
        VersionServedBy(db).ShouldBe("v1");
        var old = Inspect(db).ImageId;

        WatchOnce("--cleanup", "--host", proxy.Address).ExitCode.ShouldBe(0);

        Inspect(db).ImageId.ShouldBe(newer);
        Inspect(db).Networks.ShouldBe(["bridge", Name("back")], ignoreOrder: true);
        VersionServedBy(web, "database").ShouldBe("v2");
        HasImage(old).ShouldBeFalse();
    }

    private void UpdateItself(SocketProxy proxy)
    {
        var image = new TestImage(Engine, $"{Engine.Registry}/{Name("self")}", ProgramImage.BaseOf(Engine));
        image.Release("v1", ProgramImage.Dockerfile);
        var self = Run("self", image, "--volume", $"{Home}:{Home}", "--env", $"DOCKER_HOST={proxy.Address}", "--env", "WATCHTOWER_POLL_INTERVAL=2");
        var newer = image.Release("v2", ProgramImage.Dockerfile);

        Eventually(() => Find(self)?.ImageId == newer && Containers().Count(container => Word(container).StartsWith("self", StringComparison.Ordinal)) == 1);
        Docker("rm", "--force", self);
    }

    /// <summary>The network goes when nobody runs in it, so that neither the new container nor the old one can start.</summary>
    private Answer FailWithoutANetwork(SocketProxy proxy)
    {
        var image = Image("one");
        image.Release("v1");
        Docker("network", "create", Name("net"));
        var one = Run("one", image, "--network", Name("net"));
        VersionServedBy(one).ShouldBe("v1");
        image.Release("v2");
        proxy.Meanwhile = call =>
        {
            if (call.EndsWith("/start", StringComparison.Ordinal))
                Engine.Docker("network", "rm", Name("net"));
        };

        var pass = WatchOnce("--host", proxy.Address);

        pass.ExitCode.ShouldBe(1);
        return pass;
    }
}
