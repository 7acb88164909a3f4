using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>The vocabulary of a test in which something happens in the middle of a pass, at a certain call of the engine.</summary>
public abstract class MeanwhileTest(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    private const string ByHand = "By hand: ";

    private readonly ITestOutputHelper _output = output;

    protected string PlayId => Name("x")[2..];

    /// <summary>One pass, and what somebody does when the program is about to make that call for the first time.</summary>
    /// <param name="call">As <see cref="EngineCallName"/> has it.</param>
    /// <param name="act">Done before the call reaches the engine.</param>
    protected Answer WatchOnceAnd(string call, Action act)
    {
        var isDone = false;
        return WatchOnceThrough(name =>
        {
            if (name != call || isDone)
                return;
            isDone = true;
            act();
        });
    }

    protected Answer WatchOnceThrough(Action<string>? meanwhile = null, Func<string, (int, string)?>? refuse = null)
    {
        using var proxy = new FaultProxy(Engine.Socket, Path.Combine(Home, "s"), PlayId) { Meanwhile = meanwhile, Refuse = refuse };
        foreach (var container in Containers())
            proxy.Learn(Inspect(container).Id, container);
        using var program = WatchtowerProgram.Start($"unix://{proxy.Path}", Home, ["--run-once", "--debug"]);
        var answer = program.Wait(TimeSpan.FromMinutes(5));
        _output.WriteLine(string.Join('\n', [.. proxy.Calls, $"{proxy.Trouble}"]));
        _output.WriteLine(answer.ToString());
        return answer;
    }

    /// <summary>Types what the log says a person would type.</summary>
    protected void ByHandAs(Answer answer)
    {
        var line = answer.Output.Split('\n').Single(text => text.Contains(ByHand, StringComparison.Ordinal));
        foreach (var command in line.Split(ByHand)[1].Trim().Split(" && "))
            Docker([.. command.Split(' ').Skip(1)]);
    }

    protected void TheNextPassBrings(string version)
    {
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(Name("web")).ShouldBe(version);
        Containers().ShouldBe([Name("web")]);
    }
}
