using System.Net;
using System.Net.Sockets;
using System.Text;
using Watchtower.Docker;
using Watchtower.Registries;

namespace Watchtower.Tests.Docker;

/// <summary>
/// A server that plays a script: a request that is expected, and what is answered to it. Whatever else it is asked, it
/// refuses with a text that says what it expected instead, so that a test fails with the reason.
/// </summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly string? _folder;
    private readonly CancellationTokenSource _closing = new();
    private readonly Queue<(string Request, Reply Reply)> _script = new();
    private readonly List<string> _bodies = [];
    private readonly List<string> _heads = [];
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScriptedEngine(Socket listener, string host, string? folder)
    {
        (_listener, Host, _folder) = (listener, host, folder);
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>As <c>--host</c> takes it.</summary>
    public string Host { get; }

    public DockerEndpoint Endpoint => DockerEndpoint.Parse(Host, verify: false, certificates: null).Endpoint!;

    /// <summary>What came with the requests, one text each; empty for those without.</summary>
    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_script)
                return [.. _bodies];
        }
    }

    /// <summary>The requests' heads as they came.</summary>
    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_script)
                return [.. _heads];
        }
    }

    /// <summary>Done once the engine was asked something that it will never answer to the end.</summary>
    public Task Silent => _silent.Task;

    public static ScriptedEngine Over(Transport transport)
    {
        if (transport == Transport.Tcp)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return new ScriptedEngine(listener, $"tcp://{listener.LocalEndPoint}", folder: null);
        }

        // A socket's address has room for a short path only.
        var folder = Directory.CreateTempSubdirectory("wt-").FullName;
        var path = Path.Combine(folder, "s");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return new ScriptedEngine(socket, $"unix://{path}", folder);
    }

    public ScriptedEngine Expect(string request, Reply reply)
    {
        lock (_script)
            _script.Enqueue((request, reply));
        return this;
    }

    /// <summary>The first thing a client asks.</summary>
    public ScriptedEngine Speaking(string newest, string oldest = "1.12") => Expect(
        "GET /version",
        Reply.Json($$"""{"Version":"28.5.2","ApiVersion":"{{newest}}","MinAPIVersion":"{{oldest}}","Os":"linux","Arch":"arm"}"""));

    /// <summary>A client that has settled on a version.</summary>
    public async Task<DockerEngine> ConnectAsync(IPullProgress? progress = null, ICredentialSource? logins = null)
    {
        var client = new DockerEngine(Endpoint, progress ?? new RecordedProgress(), logins);
        await client.ConnectAsync(minimum: null, CancellationToken.None);
        return client;
    }

    public void ShouldHaveBeenAskedEverything()
    {
        lock (_script)
            _script.Select(exchange => exchange.Request).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        _closing.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync(_closing.Token));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var afterwards = Afterwards.Open;
            while (afterwards == Afterwards.Open && await ReadRequestAsync(stream) is var (request, isLast))
            {
                var reply = Next(request);
                await stream.WriteAsync(reply.Bytes, _closing.Token);
                afterwards = reply.Afterwards == Afterwards.Open && isLast ? Afterwards.Closed : reply.Afterwards;
            }

            if (afterwards == Afterwards.Silent)
            {
                _silent.TrySetResult();
                await Task.Delay(Timeout.Infinite, _closing.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client, or the test, has gone.
        }
    }

    private Reply Next(string request)
    {
        lock (_script)
        {
            if (!_script.TryPeek(out var next))
                return Reply.Refusal(500, $"nothing more is expected, but {request} came");
            if (next.Request != request)
                return Reply.Refusal(500, $"{next.Request} is expected, but {request} came");
            return _script.Dequeue().Reply;
        }
    }

    /// <summary>
    /// Method and path, and whether the client wants no more on this connection; null once it has closed it.
    /// </summary>
    private async Task<(string Request, bool IsLast)?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _closing.Token) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var length = lines.Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.Split(':')[1])).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _closing.Token);
        lock (_script)
        {
            _bodies.Add(Encoding.UTF8.GetString(body));
            _heads.Add(head.ToString());
        }

        return (lines[0].Replace(" HTTP/1.1", ""), lines.Contains("Connection: close", StringComparer.OrdinalIgnoreCase));
    }
}
