using System.Text.Json.Nodes;

namespace Watchtower.SystemTests.Faults;

/// <summary>
/// One scene with one fault: started, updated by the program while it happens, looked at, updated once more without a
/// fault, and looked at again.
/// </summary>
public abstract class FaultPlay : IDisposable
{
    /// <summary>More than the program gives the engine for any call of these scenes.</summary>
    protected static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(12);

    /// <summary>For the engine, to finish what it is at.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> _mayDiffer = new()
    {
        ["Id|Created|Image|State\\..*|RestartCount"] = "it may be another container on another image",
        ["(ResolvConf|Hostname|Hosts|Log)Path|GraphDriver\\..*"] = "the engine keeps these in folders named after the id",
        ["NetworkSettings\\.(.*\\.)?(SandboxID|SandboxKey|EndpointID|NetworkID|Gateway|IPAddress|IPPrefixLen|MacAddress)"] = "the engine makes them for each start",
        ["NetworkSettings\\.Networks\\.[^.]+\\.(Aliases|Links)|Config\\.Hostname"] = "may have the short id",
        ["Config\\.Env"] = "has the image's version; looked at apart",
        ["Config\\.Image|Config\\.Labels\\.ai\\.talm\\.watchtower\\.followed-image"] = "of a spare the id, and the label its name",
        ["HostConfig\\.(Binds|Mounts)|Mounts\\./data\\.Mode"] = "the anonymous volume is now mounted by its name",
    };

    private readonly Dictionary<string, Inspection> _before = [];

    protected FaultPlay(TestEngine engine, FaultScene scene, FaultImage image, FaultPlan? plan)
    {
        (Engine, Scene, Image, Plan) = (engine, scene, image, plan);
        Proxy = new FaultProxy(engine.Socket, Path.Combine(Home, "s"), Id) { Plan = plan };
        Proxy.Learn(image.OldId, "v1");
        Proxy.Learn(image.NewId, "v2");
    }

    protected TestEngine Engine { get; }

    protected FaultScene Scene { get; }

    protected FaultImage Image { get; }

    protected FaultPlan? Plan { get; }

    public FaultProxy Proxy { get; }

    /// <summary>What the program asked of the engine while it updated.</summary>
    public IReadOnlyList<string> CallsOfTheUpdate { get; protected set; } = [];

    protected string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The program's home, with the proxy's socket.</summary>
    protected string Home { get; } = Directory.CreateTempSubdirectory("wt.").FullName;

    /// <summary>What the program said, for a play that ends badly.</summary>
    public abstract string Log { get; }

    protected string Name(string word) => $"{word}-{Id}";

    /// <param name="aside">Given what the play waits for while it has nothing to do but to wait for a time-out.</param>
    /// <returns>What is wrong in the end; null if all is well.</returns>
    public abstract Task<string?> RunAsync(Func<Task, Task> aside);

    /// <summary>Looked at before they are started: of a Watchtower much can have changed a moment later.</summary>
    protected void StartScene(Func<SceneContainer, IEnumerable<string>> imageAndArguments)
    {
        foreach (var network in Scene.Networks)
            Docker("network", "create", WithId(network));
        foreach (var container in Scene.Containers)
        {
            var name = Name(container.Word);
            Proxy.Learn(Docker(["create", "--name", name, .. container.Options.Select(WithId), .. imageAndArguments(container)]), name);
        }

        if (Scene.Further.Count > 0)
            Docker([.. Scene.Further.Select(WithId)]);
        foreach (var (name, container) in Look())
        {
            _before[name] = container;
            foreach (var folder in Folders(container))
                File.WriteAllText(Path.Combine(folder, "marker"), Id);
        }

        _before.Count.ShouldBe(Scene.Containers.Count);
        Docker(["start", .. Scene.Containers.Select(container => Name(container.Word))]);
    }

    /// <summary>Looks until there is nothing to complain about, or for as long as the engine may take to settle.</summary>
    protected async Task<string?> ComplaintAsync(bool atTheEnd)
    {
        var end = DateTime.UtcNow + _grace;
        while (true)
        {
            var complaint = Complaint(atTheEnd);
            if (complaint is null || DateTime.UtcNow > end)
                return complaint;
            await Task.Delay(500);
        }
    }

    protected string? Complaint(bool atTheEnd)
    {
        var now = Look();
        var complaints = _before.SelectMany(pair => now.TryGetValue(pair.Key, out var container)
            ? Complaints(pair.Key, pair.Value, container, atTheEnd)
            : [$"{pair.Key} is gone"]).ToList();
        if (now.Values.Count(container => container.Status == "running") > _before.Count)
            complaints.Add("something runs twice");
        if (atTheEnd)
            complaints.AddRange(now.Keys.Except(_before.Keys).Select(name => $"{name} is left behind"));
        return complaints.Count == 0 ? null : string.Join("; ", complaints);
    }

    private IEnumerable<string> Complaints(string name, Inspection before, Inspection now, bool atTheEnd)
    {
        if (now.Status != "running")
            yield return $"{name} is {now.Status}";
        foreach (var difference in InspectionComparison.UnexpectedDifferences(before, now, _mayDiffer))
            yield return $"{name} has other options: {difference}";
        if (before.Environment.Contains("MINE=1") && !now.Environment.Contains("MINE=1"))
            yield return $"{name} has lost its environment";
        if (Folders(now).Any(folder => !File.Exists(Path.Combine(folder, "marker"))))
            yield return $"{name} has lost what was in its volumes";
        var isUpdated = Scene.Containers.Single(container => Name(container.Word) == name).IsUpdated;
        if (atTheEnd && isUpdated && now.ImageId != Image.NewId)
            yield return $"{name} is not updated";
    }

    private static IEnumerable<string> Folders(Inspection container) => container.At("Mounts")!.AsArray()
        .Where(mount => mount!["Type"]!.ToString() == "volume").Select(mount => mount!["Source"]!.ToString());

    protected IReadOnlyDictionary<string, Inspection> Look()
    {
        while (true)
        {
            var ids = Engine.Docker("ps", "--all", "--quiet", "--filter", $"name={Id}").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (ids.Length == 0)
                return new Dictionary<string, Inspection>();
            var answer = Engine.Docker(["inspect", "--type", "container", .. ids]);
            if (answer.ExitCode != 0)
                continue; // one has gone meanwhile
            return JsonNode.Parse(answer.Output)!.AsArray().Select(json => new Inspection(json!.AsObject()))
                .ToDictionary(container => container.Text("Name").TrimStart('/'));
        }
    }

    protected string Docker(params string[] arguments)
    {
        var answer = Engine.Docker(arguments);
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return answer.Output.Trim();
    }

    protected virtual void Dispose(bool disposing)
    {
        Proxy.Dispose();
        var containers = Look().Values.Select(container => container.Id).ToList();
        if (containers.Count > 0)
            Engine.Docker(["rm", "--force", "--volumes", .. containers]);
        Engine.Docker("volume", "rm", "--force", Name("data"));
        foreach (var network in Scene.Networks)
            Engine.Docker("network", "rm", WithId(network));
        Directory.Delete(Home, recursive: true);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private string WithId(string text) => text.Replace("-ID", $"-{Id}", StringComparison.Ordinal);
}
