using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Watchtower.SystemTests.Options.Cases;

namespace Watchtower.SystemTests.Options;

/// <summary>
/// All cases at once, because that takes minutes instead of an hour: every container is started on the first version,
/// the images are refreshed, one pass runs, everything is compared, and a second pass has to change nothing.
/// </summary>
public sealed class OptionsRun : IAsyncLifetime
{
    private const int Passes = 4;

    /// <summary>Part of a case's title: only such cases are run. For work on one of them.</summary>
    private static readonly string? _only = Environment.GetEnvironmentVariable("WATCHTOWER_OPTIONS_ONLY");

    private readonly TestEngine _engine;
    private readonly string _home;
    private readonly OptionsWorld _world;
    private readonly Dictionary<int, Outcome> _outcomes = [];

    public OptionsRun(TestEngine engine)
    {
        _engine = engine;
        _home = Directory.CreateTempSubdirectory("wt.").FullName;
        _world = new OptionsWorld(engine, _home);
    }

    /// <summary>As the table calls it, such as <c>26.1</c>.</summary>
    public string EngineName { get; private set; } = "";

    /// <summary>What the first pass said.</summary>
    public string Log { get; private set; } = "";

    public static bool IsComplete => _only is null;

    public Outcome this[int number] => _outcomes[number];

    public async Task InitializeAsync()
    {
        if (!_engine.IsThere)
            return;
        EngineName = OptionsTable.ColumnOf(_engine.Docker("version", "--format", "{{range .Server.Components}}{{.Name}} {{.Version}}\n{{end}}").Output);
        _world.Prepare();
        await Parallel.ForAsync(0, OptionCases.All.Count, new ParallelOptions { MaxDegreeOfParallelism = 3 }, StartAsync);
        var before = InspectAll();
        var markers = Markers.Write(before.Values);
        _world.Refresh();

        Log = await PassInProcess.RunSeveralAsync(_engine.Address, Shares(before.Keys));
        var after = InspectAll();
        await PassInProcess.RunAsync(_engine.Address, []);
        var afterwards = InspectAll();

        var judgement = new Judgement(EngineName, _world, before, after, afterwards, markers);
        for (var number = 0; number < OptionCases.All.Count; number++)
        {
            if (!_outcomes.ContainsKey(number))
                _outcomes[number] = judgement.Of(OptionCases.All[number], _world.NameOf(number));
        }
    }

    /// <summary>Whoever refers to another container has to be in one pass with it, which is the first.</summary>
    private IEnumerable<IReadOnlyList<string>> Shares(IEnumerable<string> containers)
    {
        var alone = Enumerable.Range(0, OptionCases.All.Count).Where(number => OptionCases.All[number].Family != ReferenceCases.Family)
            .Select(_world.NameOf).Intersect(containers).ToList();
        return alone.Select((name, index) => (name, share: index % (Passes - 1)))
            .GroupBy(pair => pair.share, pair => pair.name)
            .Select(share => share.ToList())
            .Prepend([.. containers.Except(alone)]);
    }

    public Task DisposeAsync()
    {
        if (_engine.IsThere)
            _world.Remove();
        Directory.Delete(_home, recursive: true);
        return Task.CompletedTask;
    }

    private ValueTask StartAsync(int number, CancellationToken cancellation)
    {
        var option = OptionCases.All[number];
        if (_only is not null && !Regex.IsMatch($"{number} {option}", _only))
        {
            lock (_outcomes)
                _outcomes[number] = new Outcome(Verdict.NotTried, "not among those asked for");
            return ValueTask.CompletedTask;
        }

        IEnumerable<IReadOnlyList<string>> calls =
        [
            .. option.Before.Select(line => _world.Fill(line, number)),
            ["run", "--detach", "--name", _world.NameOf(number), .. _world.Fill(option.Options, number), _world.Image(option.Image).Name, .. _world.Fill(option.Command, number)],
            .. option.After.Select(line => _world.Fill(line, number)),
        ];
        foreach (var call in calls)
        {
            if (_engine.Docker([.. call]) is not { ExitCode: not 0 } failed)
                continue;
            _engine.Docker("rm", "--force", "--volumes", _world.NameOf(number));
            lock (_outcomes)
                _outcomes[number] = Refusal(failed);
            break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Codes 126 and 127 blame the command in the image, which is ours; but docker also says so when podman does not find
    /// something at creation.
    /// </summary>
    private Outcome Refusal(Answer answer) => answer.ExitCode is 126 or 127 && !answer.Errors.Contains("container create:", StringComparison.Ordinal)
        ? new Outcome(Verdict.Wrong, answer.ToString())
        : new Outcome(Verdict.Refused, EnginesWords.Of(answer.Errors, _world.Name("")));

    private Dictionary<string, Inspection> InspectAll()
    {
        var names = _engine.Docker("ps", "--all", "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var all = JsonNode.Parse(_engine.Docker(["inspect", "--type", "container", .. names]).Output)!.AsArray();
        return all.Select(json => new Inspection((JsonObject)json!.DeepClone()))
            .ToDictionary(container => container.Text("Name").TrimStart('/'));
    }
}
