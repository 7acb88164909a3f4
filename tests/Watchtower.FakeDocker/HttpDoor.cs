using System.Net.Sockets;
using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>
/// The engine's second door: the part of the Docker Engine API that Watchtower uses, on a unix socket. Calls are logged
/// and planned faults happen as at the first door; a lost answer is a closed connection.
/// </summary>
public sealed class HttpDoor : IAsyncDisposable
{
    private readonly EngineClient _client;
    private readonly FakeEngine _engine;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    /// <param name="engine">What is behind the door.</param>
    /// <param name="path">Of the socket, which must not exist yet.</param>
    /// <param name="faults">By index of the call, over all connections; pings and the version do not count.</param>
    public HttpDoor(FakeEngine engine, string path, params IEnumerable<Fault> faults)
    {
        _engine = engine;
        _client = engine.Connect(faults);
        Path = path;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(128);
        _accepting = AcceptAsync();
    }

    public string Path { get; }

    /// <summary>What becomes of an answer on its way: from the path that was asked for and the body to another body.</summary>
    public Func<string, string, string> OnTheWay { get; set; } = (_, body) => body;

    public EngineClient Client => _client;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
        File.Delete(Path);
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptAsync(_closing.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (await HttpRequest.ReadAsync(stream, _closing.Token) is not { } request)
                return;
            var response = await AnswerAsync(request);
            response = response with { Body = OnTheWay(string.Join('/', request.Segments), response.Body) };
            await response.WriteAsync(stream, _engine.ApiVersion, _closing.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ProcessKilledException
            or EngineException { Failure: EngineFailure.Unreachable })
        {
            // The other side hung up, or a planned fault hangs up on it.
        }
    }

    private async Task<HttpResponse> AnswerAsync(HttpRequest request)
    {
        try
        {
            return await RouteAsync(request);
        }
        catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
        {
            return failure.Failure == EngineFailure.Garbled
                ? new HttpResponse(200, "<html>not what was asked for</html>")
                : HttpResponse.Error(Status(failure.Failure), failure.Message);
        }
    }

    private Task<HttpResponse> RouteAsync(HttpRequest request) => (request.Method, request.Segments) switch
    {
        ("GET" or "HEAD", ["_ping"]) => Task.FromResult(new HttpResponse(200, "OK")),
        ("GET", ["version"]) => Task.FromResult(new HttpResponse(200, Version())),
        ("GET", ["containers", "json"]) => JsonAsync("ListContainers", "", () => _engine.List()),
        ("GET", ["containers", var id, "json"]) => JsonAsync("InspectContainer", id, () => _engine.Inspect(id)),
        ("GET", ["images", .. var name, "json"]) => ImageAsync(string.Join('/', name)),
        ("GET", ["distribution", .. var name, "json"]) => JsonAsync(
            "FindDigest", string.Join('/', name), () => Distribution(_engine.AskRegistry(ImageReference.TryParse(string.Join('/', name))!))),
        ("POST", ["images", "create"]) => PullAsync(request),
        ("DELETE", ["images", .. var name]) => DoneAsync("RemoveImage", string.Join('/', name), 200, image => _engine.RemoveImage(image), "[]"),
        ("POST", ["containers", "create"]) => CreateAsync(request),
        ("POST", ["containers", var id, "start"]) => DoneAsync("StartContainer", id, 204, _engine.Start),
        ("POST", ["containers", var id, "stop"]) => StopAsync(id, request),
        ("POST", ["containers", var id, "kill"]) => DoneAsync("SignalContainer", id, 204, _ => _engine.Signal(id, request.Query("signal") ?? "SIGKILL")),
        ("POST", ["containers", var id, "wait"]) => WaitAsync(id),
        ("POST", ["containers", var id, "rename"]) => DoneAsync(
            "RenameContainer", $"{id} to {request.Query("name")}", 204, _ => _engine.Rename(id, request.Query("name") ?? "")),
        ("DELETE", ["containers", var id]) => DoneAsync("RemoveContainer", id, 204, _engine.Remove),
        ("GET", ["networks", var network]) => JsonAsync("FindNetwork", network, () => _engine.FindNetwork(network) is { } id
            ? new JsonObject { ["Name"] = network, ["Id"] = id } : throw FakeEngine.Fail(EngineFailure.NotFound, $"network {network} not found")),
        ("POST", ["networks", var network, "connect"]) => ConnectAsync(network, Json.Parse(request.Body)),
        _ => Task.FromResult(HttpResponse.Error(404, "page not found")),
    };

    private async Task<HttpResponse> JsonAsync(string method, string argument, Func<JsonNode> act) => new(
        200, (await _client.PerformAsync(method, argument, () => Task.FromResult(act()), _closing.Token)).ToJsonString());

    private static JsonObject Distribution(string digest) => new() { ["Descriptor"] = new JsonObject { ["digest"] = digest } };

    private Task<HttpResponse> ImageAsync(string image) => JsonAsync(
        "FindImage", image, () => _engine.DescribeImage(image) ?? throw FakeEngine.Fail(EngineFailure.NotFound, $"No such image: {image}"));

    private async Task<HttpResponse> DoneAsync(string method, string argument, int status, Action<string> act, string body = "")
    {
        await _client.PerformAsync(method, argument, () => { act(argument); return Task.FromResult(true); }, _closing.Token);
        return new HttpResponse(status, body);
    }

    private async Task<HttpResponse> CreateAsync(HttpRequest request)
    {
        var name = request.Query("name") ?? "";
        var created = await _client.PerformAsync(
            "CreateContainer", name, () => Task.FromResult(_engine.Create(name, Json.Parse(request.Body))), _closing.Token);
        return new HttpResponse(201, new JsonObject { ["Id"] = created.Id, ["Warnings"] = new JsonArray() }.ToJsonString());
    }

    private async Task<HttpResponse> StopAsync(string id, HttpRequest request)
    {
        var seconds = int.TryParse(request.Query("t"), out var given) ? given : 10;
        await _client.PerformAsync("StopContainer", id, () => DoAsync(_engine.StopAsync(id, TimeSpan.FromSeconds(seconds), _closing.Token)), _closing.Token);
        return new HttpResponse(204, "");
    }

    private async Task<HttpResponse> WaitAsync(string id)
    {
        await _client.PerformAsync("WaitContainer", id, () => DoAsync(_engine.WaitAsync(id, _closing.Token)), _closing.Token);
        return new HttpResponse(200, """{"StatusCode":0}""");
    }

    private async Task<HttpResponse> ConnectAsync(string network, JsonObject body)
    {
        var container = body.Text("Container")!;
        return await DoneAsync("ConnectNetwork", container, 200, _ => _engine.Connect(network, container, body.Child("EndpointConfig")));
    }

    /// <summary>The engine has already said 200 when a pull fails: the error comes inside the stream.</summary>
    private async Task<HttpResponse> PullAsync(HttpRequest request)
    {
        var (name, tag) = (request.Query("fromImage")!, request.Query("tag"));
        var reference = ImageReference.TryParse(string.IsNullOrEmpty(tag) ? name : $"{name}:{tag}")!;
        var progress = new List<JsonObject> { new() { ["status"] = $"Pulling from {reference.Repository}", ["id"] = reference.EffectiveTag } };
        try
        {
            await _client.PerformAsync("PullImage", reference.ToString(), () => { _engine.Pull(reference); return Task.FromResult(true); }, _closing.Token);
            progress.Add(new JsonObject { ["status"] = $"Status: Downloaded newer image for {reference}" });
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.Refused)
        {
            progress.Add(new JsonObject { ["errorDetail"] = new JsonObject { ["message"] = failure.Message }, ["error"] = failure.Message });
        }

        return new HttpResponse(200, string.Join("\r\n", progress.Select(line => line.ToJsonString())));
    }

    private static async Task<bool> DoAsync(Task step)
    {
        await step;
        return true;
    }

    private string Version() => new JsonObject
    {
        ["Version"] = "20.10.24",
        ["ApiVersion"] = _engine.ApiVersion.ToString(),
        ["MinAPIVersion"] = "1.12",
        ["Os"] = "linux",
        ["Arch"] = "arm",
    }.ToJsonString();

    private static int Status(EngineFailure failure) => failure switch
    {
        EngineFailure.NotFound => 404,
        EngineFailure.Conflict => 409,
        EngineFailure.Invalid => 400,
        _ => 500,
    };
}
