using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Watchtower.SystemTests.Harness;

/// <summary>
/// The vocabulary of a test on the engine. Everything it makes has its own id in its name, by which it is removed at the
/// end; everything it does is shown with a failure.
/// </summary>
[Collection(OnTheEngine.Name)]
public abstract class SystemTest : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private readonly ITestOutputHelper _output;
    private readonly string _id = Guid.NewGuid().ToString("N")[..8];
    private readonly List<RunningProgram> _started = [];

    protected SystemTest(TestEngine engine, ITestOutputHelper output) => (Engine, _output) = (engine, output);

    protected TestEngine Engine { get; }

    /// <summary>A folder of this test: Watchtower's home and memory.</summary>
    protected string Home { get; private set; } = "";

    /// <summary>What Watchtower's environment has beside the harness's own.</summary>
    protected Dictionary<string, string?> Variables { get; } = [];

    public Task InitializeAsync()
    {
        Engine.Demand();
        WatchtowerProgram.Demand();
        Home = Directory.CreateTempSubdirectory("wt.").FullName;
        return Task.CompletedTask;
    }

    /// <summary>A name for a container, network or volume of this test.</summary>
    protected string Name(string word) => $"{word}-{_id}";

    /// <summary>The word a name was made of.</summary>
    protected string Word(string name) => name.Replace($"-{_id}", "", StringComparison.Ordinal);

    protected TestImage Image(string word = "app") => new(Engine, $"{Engine.Registry}/{Name(word)}");

    /// <summary>Calls docker, which has to succeed.</summary>
    /// <returns>What it printed.</returns>
    protected string Docker(params string[] arguments)
    {
        var answer = Engine.Docker(arguments);
        _output.WriteLine(answer.ToString());
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return answer.Output.Trim();
    }

    /// <summary>Starts a container in the background, options first as in <c>docker run</c>.</summary>
    /// <returns>Its name.</returns>
    protected string Run(string word, TestImage image, params string[] options) => Run(word, image.Name, options);

    /// <inheritdoc cref="Run(string, TestImage, string[])"/>
    protected string Run(string word, string image, params string[] options)
    {
        Docker(["run", "--detach", "--name", Name(word), .. options, image]);
        return Name(word);
    }

    protected Inspection Inspect(string container) => Find(container)
        ?? throw new InvalidOperationException($"There is no container {container}.\n{Docker("ps", "--all")}");

    /// <summary>Null if there is no such container.</summary>
    protected Inspection? Find(string container) =>
        Engine.Docker("inspect", "--type", "container", container) is { ExitCode: 0 } answer
            ? new Inspection(JsonNode.Parse(answer.Output)!.AsArray().Single()!.AsObject())
            : null;

    /// <summary>Names of all containers of this test, running or not, also those that Watchtower gave its own names.</summary>
    protected IReadOnlyList<string> Containers() => Lines(Engine.Docker("ps", "--all", "--filter", $"name={_id}", "--format", "{{.Names}}").Output);

    protected bool HasImage(string image) => Engine.Docker("image", "inspect", image).ExitCode == 0;

    /// <summary>Runs a command in a container and returns what it prints.</summary>
    protected string In(string container, params string[] command) => Docker(["exec", container, .. command]);

    /// <summary>The version that the service in that container gives out.</summary>
    protected string VersionServedBy(string container, string host = "127.0.0.1") =>
        Eventually(() => Engine.Docker("exec", container, "wget", "-qO-", $"http://{host}"), answer => answer.ExitCode == 0).Output.Trim();

    /// <summary>One pass of Watchtower over all containers, or over those named.</summary>
    protected Answer WatchOnce(params string[] arguments)
    {
        var answer = Start(["--run-once", .. arguments]).Wait(_patience);
        _output.WriteLine(answer.ToString());
        return answer;
    }

    /// <summary>Starts Watchtower and returns at once.</summary>
    protected RunningProgram Start(params string[] arguments)
    {
        var program = WatchtowerProgram.Start(Engine.Address, Home, ["--debug", .. arguments], Variables);
        _started.Add(program);
        return program;
    }

    /// <summary>Looks again and again until it is as wanted.</summary>
    protected T Eventually<T>(Func<T> look, Func<T, bool> isWanted)
    {
        var end = DateTime.UtcNow + TimeSpan.FromMinutes(2);
        while (true)
        {
            var seen = look();
            if (isWanted(seen))
                return seen;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"Waited in vain; last seen: {seen}");
            Thread.Sleep(100);
        }
    }

    protected void Eventually(Func<bool> isSo) => Eventually(isSo, so => so);

    /// <summary>The engine's own clock, for <see cref="EventsSince"/>.</summary>
    protected static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    protected IReadOnlyList<EngineEvent> EventsSince(string time) =>
        [.. Lines(Engine.Docker("events", "--since", time, "--until", Now(), "--format", "{{json .}}").Output).Select(EngineEvent.Parse)];

    /// <summary>Words of the containers to which that happened, in the order of events.</summary>
    protected string Order(IEnumerable<EngineEvent> events, string action) => string.Join(' ', events
        .Where(happened => happened.Type == "container" && happened.Action == action)
        .Select(happened => Word(happened.Name)));

    public virtual Task DisposeAsync()
    {
        foreach (var program in _started)
        {
            _output.WriteLine(program.OutputSoFar);
            program.Dispose();
        }

        foreach (var container in Containers())
            _output.WriteLine(Engine.Docker("logs", "--tail", "50", container).ToString());
        Remove(["rm", "--force", "--volumes"], "ps", "--all", "--quiet", "--filter", $"name={_id}");
        Remove(["network", "rm"], "network", "ls", "--quiet", "--filter", $"name={_id}");
        Remove(["volume", "rm", "--force"], "volume", "ls", "--quiet", "--filter", $"name={_id}");
        Remove(["rmi", "--force"], "images", "--all", "--quiet", "--filter", $"reference=*/*{_id}*");
        Engine.Docker("image", "prune", "--force");
        Directory.Delete(Home, recursive: true);
        return Task.CompletedTask;
    }

    private void Remove(string[] how, params string[] list)
    {
        var found = Lines(Engine.Docker(list).Output);
        if (found.Count > 0)
            Engine.Docker([.. how, .. found]);
    }

    private static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
