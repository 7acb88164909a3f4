using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class UsageTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableTheory]
    [InlineData("--no-such-option")]
    [InlineData("--interval abc")]
    [InlineData("--interval 0")]
    [InlineData("--interval -5")]
    [InlineData("--host carrier-pigeon://roof")]
    [InlineData("--host tcp://")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string arguments)
    {
        var answer = WatchOnce(arguments.Split(' '));

        answer.ExitCode.ShouldBe(2);
        answer.Output.ShouldBeEmpty();
        answer.Errors.TrimEnd('\n').ShouldNotBeEmpty();
        answer.Errors.TrimEnd('\n').ShouldNotContain('\n');
        answer.Errors.ShouldContain(arguments.Split(' ')[0], Case.Insensitive);
    }

    [SkippableTheory]
    [InlineData("unix:///no/such/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public void An_engine_out_of_reach_is_one_line_and_exit_code_1(string host)
    {
        var answer = WatchOnce("--host", host);

        answer.ExitCode.ShouldBe(1);
        answer.Errors.TrimEnd('\n').ShouldNotContain('\n');
        answer.Errors.ShouldContain(host.Split("://")[1]);
    }
}
