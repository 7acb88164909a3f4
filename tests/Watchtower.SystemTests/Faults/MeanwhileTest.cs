using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>The vocabulary of a test in which something happens in the middle of a pass, at a certain call of the engine.</summary>
public abstract class MeanwhileTest(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    protected const string Pull = "POST images/create";
    protected const string Create = "POST containers/create?name=web (new)";
    protected const string Stop = "POST containers/web/stop";
    protected const string TakeName = "POST containers/web (new)/rename?name=web";
    protected const string StartNew = "POST containers/web (new)/start";
    protected const string RemoveOld = "DELETE containers/web";

    private const string ByHand = "By hand: ";

    /// <summary>Otherwise one call stands for all.</summary>
    protected static bool IsFull { get; } = Environment.GetEnvironmentVariable("WATCHTOWER_FAULTS") is FaultTests.All or FaultTests.Rest;

    /// <summary>Between which something can happen to the old container.</summary>
    public static TheoryData<string> Calls => IsFull ? [Stop, TakeName, StartNew] : [TakeName];

    public static TheoryData<string> AllCalls => IsFull ? [Create, Stop, TakeName, StartNew, RemoveOld] : [TakeName];

    private readonly ITestOutputHelper _output = output;

    private string PlayId => Name("x")[2..];

    /// <summary>A container on v1, while the registry has v2.</summary>
    /// <returns>Its name.</returns>
    protected string WithANewVersion(params string[] options)
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image, options);
        VersionServedBy(web).ShouldBe("v1");
        image.Release("v2");
        return web;
    }

    /// <summary>One pass, and what somebody does when the program is about to make that call for the first time.</summary>
    /// <param name="call">As <see cref="EngineCallName"/> has it.</param>
    /// <param name="act">Done before the call reaches the engine.</param>
    protected Answer WatchOnceAnd(string call, Action act)
    {
        var isDone = false;
        var answer = WatchOnceThrough(name =>
        {
            if (name != call || isDone)
                return;
            isDone = true;
            act();
        });
        isDone.ShouldBeTrue($"the call {call} did not come");
        return answer;
    }

    protected Answer WatchOnceThrough(Action<string> meanwhile)
    {
        using var proxy = new FaultProxy(Engine.Socket, Path.Combine(Home, "s"), PlayId) { Meanwhile = meanwhile };
        foreach (var container in Containers())
            proxy.Learn(Inspect(container).Id, container);
        using var program = WatchtowerProgram.Start(proxy.Address, Home, ["--run-once", "--debug"]);
        var answer = program.Wait(TimeSpan.FromMinutes(5));
        _output.WriteLine($"{string.Join('\n', proxy.Calls)}\n{proxy.Trouble}");
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

    protected void TheOldOneIsBack(Inspection before)
    {
        Inspect(Name("web")).Id.ShouldBe(before.Id);
        VersionServedBy(Name("web")).ShouldBe("v1");
    }

    protected void TheNextPassBrings(string version)
    {
        WatchOnce().ExitCode.ShouldBe(0);
        VersionServedBy(Name("web")).ShouldBe(version);
        Containers().ShouldBe([Name("web")]);
    }
}
