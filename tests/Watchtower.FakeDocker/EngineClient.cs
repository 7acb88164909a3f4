using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>
/// The engine's first door, and one process behind it: keeps a log of the calls, and lets the planned ones go wrong.
/// </summary>
public sealed class EngineClient(FakeEngine engine, params IEnumerable<Fault> faults) : IDockerEngine
{
    private readonly Lock _lock = new();
    private readonly List<Call> _calls = [];
    private readonly List<Fault> _faults = [.. faults];
    private bool _isKilled;

    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>Create bodies by the name they were sent with, in order.</summary>
    public IList<(string Name, JsonObject Body)> Created { get; } = [];

    /// <summary>Called before each call; lets a test change the world between two calls.</summary>
    public Action<Call>? BeforeCall { get; set; }

    public Version ApiVersion => engine.ApiVersion;

    public int Count(string method) => _calls.Count(call => call.Method == method);

    /// <summary>One more call that goes wrong.</summary>
    public void Plan(Fault fault) => _faults.Add(fault);

    /// <summary>The process behind this client dies: whatever it calls from now on, it does not get through.</summary>
    public void Kill() => _isKilled = true;

    public async Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(CancellationToken cancellation)
    {
        var rows = await PerformAsync("ListContainers", "", () => (JsonArray)OverTheWire(engine.List()), cancellation);
        return [.. rows.OfType<JsonObject>().Select(Summary)];
    }

    public Task<JsonObject> InspectContainerAsync(string container, CancellationToken cancellation) =>
        PerformAsync("InspectContainer", container, () => (JsonObject)OverTheWire(engine.Inspect(container)), cancellation);

    public Task<JsonObject?> FindImageAsync(string image, CancellationToken cancellation) =>
        PerformAsync("FindImage", image, () => engine.DescribeImage(image) is { } found ? (JsonObject)OverTheWire(found) : null, cancellation);

    public Task<string> FindDigestAsync(ImageReference image, CancellationToken cancellation) =>
        PerformAsync("FindDigest", image.ToString(), () => engine.AskRegistry(image), cancellation);

    public Task PullImageAsync(ImageReference image, CancellationToken cancellation) =>
        PerformAsync("PullImage", image.ToString(), () => engine.Pull(image), cancellation);

    public Task<string> CreateContainerAsync(string name, JsonObject body, CancellationToken cancellation)
    {
        Created.Add((name, (JsonObject)body.DeepClone()));
        return PerformAsync("CreateContainer", name, () => engine.Create(name, (JsonObject)OverTheWire(body)).Id, cancellation);
    }

    public Task ConnectNetworkAsync(string network, string container, JsonObject endpoint, CancellationToken cancellation) =>
        PerformAsync("ConnectNetwork", container, () => engine.Connect(network, container, endpoint), cancellation);

    public Task<string?> FindNetworkAsync(string network, CancellationToken cancellation) =>
        PerformAsync("FindNetwork", network, () => engine.FindNetwork(network), cancellation);

    public Task StartContainerAsync(string container, CancellationToken cancellation) =>
        PerformAsync("StartContainer", container, () => engine.Start(container), cancellation);

    public Task StopContainerAsync(string container, TimeSpan timeout, CancellationToken cancellation) =>
        PerformAsync("StopContainer", container, () => engine.StopAsync(container, timeout, cancellation), cancellation);

    public Task SignalContainerAsync(string container, string signal, CancellationToken cancellation) =>
        PerformAsync("SignalContainer", container, () => engine.Signal(container, signal), cancellation);

    public Task WaitContainerAsync(string container, CancellationToken cancellation) =>
        PerformAsync("WaitContainer", container, () => engine.WaitAsync(container, cancellation), cancellation);

    public Task RenameContainerAsync(string container, string name, CancellationToken cancellation) =>
        PerformAsync("RenameContainer", container, () => engine.Rename(container, name), cancellation, $" to {name}");

    public Task RemoveContainerAsync(string container, CancellationToken cancellation) =>
        PerformAsync("RemoveContainer", container, () => engine.Remove(container), cancellation);

    public Task RemoveImageAsync(string imageId, CancellationToken cancellation) =>
        PerformAsync("RemoveImage", imageId, () => engine.RemoveImage(imageId), cancellation);

    private Task PerformAsync(string method, string argument, Action act, CancellationToken cancellation, string more = "") =>
        PerformAsync<object?>(method, argument + more, () => { act(); return Task.FromResult<object?>(null); }, cancellation);

    private Task<T> PerformAsync<T>(string method, string argument, Func<T> act, CancellationToken cancellation) =>
        PerformAsync(method, argument, () => Task.FromResult(act()), cancellation);

    private Task PerformAsync(string method, string argument, Func<Task> act, CancellationToken cancellation) =>
        PerformAsync<object?>(method, argument, async () => { await act(); return null; }, cancellation);

    internal async Task<T> PerformAsync<T>(string method, string argument, Func<Task<T>> act, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new Call(method, Readable(argument));
        Enter(call, out var fault);
        if (fault is { Moment: FaultMoment.Before })
            throw Broken(fault, call);
        try
        {
            var result = await act();
            return fault is null && !_isKilled ? result : throw Broken(fault, call);
        }
        catch (EngineException) when (fault is not null || _isKilled)
        {
            throw Broken(fault, call);
        }
    }

    private void Enter(Call call, out Fault? fault)
    {
        if (_isKilled)
            throw new ProcessKilledException();
        BeforeCall?.Invoke(call);
        if (_isKilled)
            throw new ProcessKilledException();
        lock (_lock)
        {
            var index = _calls.Count;
            fault = _faults.FirstOrDefault(candidate => candidate.Call == index);
            _calls.Add(call);
        }
    }

    private Exception Broken(Fault? fault, Call call)
    {
        if (fault is { Failure: not null } && !_isKilled)
            return fault.AsException(call);
        _isKilled = true;
        return new ProcessKilledException();
    }

    /// <summary>Numbers made in memory keep their type, numbers that were read have none: answers must look as if read.</summary>
    private static JsonNode OverTheWire(JsonNode node) => JsonNode.Parse(node.ToJsonString())!;

    private string Readable(string argument)
    {
        var id = argument.Split(' ')[0];
        var known = engine.Containers.FirstOrDefault(container => container.Id == id);
        return known is null ? argument : known.Name + argument[id.Length..];
    }

    private static ContainerSummary Summary(JsonObject row) => new(
        row.Text("Id")!,
        row.Texts("Names").First(name => name.LastIndexOf('/') == 0)[1..],
        row.Text("Image")!,
        row.Text("ImageID")!,
        row.Text("State")!,
        new ContainerLabels(row.Child("Labels").TextValues()))
    {
        LinkedFrom = [.. row.Texts("Names").Where(name => name.LastIndexOf('/') > 0).Select(name => name.Split('/')[1])],
        NetworkMode = row.Child("HostConfig").Text("NetworkMode") ?? "",
    };
}
