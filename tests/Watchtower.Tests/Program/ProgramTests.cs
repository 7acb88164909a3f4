using Watchtower.Tests.Docker;

namespace Watchtower.Tests.Program;

/// <summary>Exit codes and streams, of the built program.</summary>
public sealed class ProgramTests
{
    private const string List = "GET /v1.41/containers/json?all=1";

    [Theory(Timeout = Patience.Hang)]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_goes_to_standard_output(string argument) =>
        (await WatchtowerProcess.RunAsync([argument])).ShouldBe(new(0, HelpText.Text + "\n", ""));

    [Fact(Timeout = Patience.Hang)]
    public async Task So_does_the_version() =>
        (await WatchtowerProcess.RunAsync(["--version"])).ShouldBe(new(0, $"watchtower {ProgramVersion.Full}\n", ""));

    [Theory(Timeout = Patience.Hang)]
    [InlineData("--no-such-option", "Unrecognized option '--no-such-option'. Run watchtower --help to see all options.\n")]
    [InlineData("--interval=abc", "--interval abc: it takes a whole number of seconds from 1 to 2147483.\n")]
    public async Task Wrong_usage_is_one_line_on_standard_error(string argument, string expected) =>
        (await WatchtowerProcess.RunAsync([argument])).ShouldBe(new(2, "", expected));

    [Fact(Timeout = Patience.Hang)]
    public async Task So_is_a_wrong_variable() =>
        (await WatchtowerProcess.RunAsync([], ("DOCKER_HOST", "ftp://nas"))).ShouldBe(
            new(2, "", "DOCKER_HOST ftp://nas: ftp:// is not known. Use unix:///path, tcp://host:port or http(s)://host:port.\n"));

    [Theory(Timeout = Patience.Hang)]
    [InlineData("unix:///nowhere/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public async Task An_engine_that_is_not_there_is_one_line_on_standard_error(string host)
    {
        var ending = await WatchtowerProcess.RunAsync(["--host", host]);

        ending.ExitCode.ShouldBe(1);
        ending.Output.ShouldBeEmpty();
        ShouldBeOneReadableLine(ending.Errors, host);
        ending.Errors.ShouldMatch("^(No Docker engine answers at|There is no socket at) ");
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task An_engine_that_hangs_up_is_one_readable_line(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Expect("GET /version", Reply.HangUp).Expect("GET /version", Reply.HangUp);

        var ending = await WatchtowerProcess.RunAsync(["--host", engine.Host]);

        ending.ExitCode.ShouldBe(1);
        ShouldBeOneReadableLine(ending.Errors, engine.Host);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_socket_that_is_not_mounted_is_told_as_such() =>
        (await WatchtowerProcess.RunAsync(["--host", "unix:///nowhere/docker.sock"])).Errors.ShouldMatch("(?i)no such file|no socket|not there");

    [Fact(Timeout = Patience.Hang)]
    public async Task An_engine_that_is_too_old_says_so()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41");

        (await WatchtowerProcess.RunAsync(["--host", engine.Host, "--apiversion", "1.44"])).ShouldBe(
            new(1, "", "The engine speaks API 1.41, but --apiversion asks for at least 1.44. Update Docker or lower --apiversion.\n"));
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task One_pass_over_nothing_ends_well()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(List, Reply.Json("[]"));

        var ending = await WatchtowerProcess.RunAsync(["--run-once", "--host", engine.Host]);

        ending.Errors.ShouldBeEmpty();
        ending.Output.ShouldContain(", once\n");
        ending.Output.ShouldContain(" INFO  Checked 0 containers\n");
        ending.ExitCode.ShouldBe(0);
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task One_pass_that_loses_its_engine_fails()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(List, Reply.Refusal(500, "out of memory"));

        var ending = await WatchtowerProcess.RunAsync(["--run-once", "--host", engine.Host]);

        ending.ExitCode.ShouldBe(1);
        ending.Errors.ShouldBe("can't list the containers: out of memory\n");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_daemon_that_is_asked_to_end_ends_well()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41").Expect(List, Reply.Silence);
        using var program = WatchtowerProcess.Start(["--host", engine.Host]);
        await engine.Silent;

        program.Terminate();
        var ending = await program.EndAsync();

        ending.ExitCode.ShouldBe(0);
        ending.Errors.ShouldBeEmpty();
        ending.Output.ShouldEndWith(" INFO  Asked to end; nothing is in hand any more\n");
        ending.Output.ShouldNotContain("WARN");
        ending.Output.ShouldNotContain("ERROR");
    }

    [Fact(Timeout = Patience.Hang)]
    public async Task A_daemon_that_loses_its_engine_waits_for_it()
    {
        await using var engine = ScriptedEngine.Over(Transport.Socket).Speaking("1.41")
            .Expect(List, Reply.Json("[]")).Expect(List, Reply.HangUp).Speaking("1.45").Expect("GET /v1.45/containers/json?all=1", Reply.Silence);
        using var program = WatchtowerProcess.Start(["--interval", "1"], ("DOCKER_HOST", engine.Host));
        await engine.Silent;

        program.Terminate();
        var ending = await program.EndAsync();

        ending.ExitCode.ShouldBe(0);
        ending.Output.ShouldContain(" WARN  The engine can't be used; trying again until it can (");
    }

    /// <summary>For a person: no stack trace, and no key of a text that was left out of the program to save space.</summary>
    private static void ShouldBeOneReadableLine(string text, string host)
    {
        text.ShouldEndWith("\n");
        text.TrimEnd('\n').ShouldNotContain("\n");
        text.ShouldNotContain("Exception");
        text.Replace(host, "").ShouldNotMatch("(?-i:[a-z][A-Z]|[A-Za-z]_[A-Za-z])");
    }
}
