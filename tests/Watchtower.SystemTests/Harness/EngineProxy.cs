using System.Net.Sockets;

namespace Watchtower.SystemTests.Harness;

/// <summary>
/// A socket between the program and a real engine. A connection is for one call only, on both sides: so nothing slips through
/// behind another call, and nobody sends into a connection that the other one is about to close.
/// </summary>
public abstract class EngineProxy : IDisposable
{
    private readonly string _engine;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();

    /// <param name="engine">Path of the engine's socket.</param>
    /// <param name="path">Where to listen.</param>
    protected EngineProxy(string engine, string path)
    {
        (_engine, Path, Ended) = (engine, path, _end.Token);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(100);
        _ = Task.Run(AcceptAsync); // not where a test waits for what comes through it
    }

    public string Path { get; }

    /// <summary>As DOCKER_HOST takes it.</summary>
    public string Address => $"unix://{Path}";

    /// <summary>What went wrong without being planned, and would pass for a fault of the engine's; null if nothing did.</summary>
    public Exception? Trouble { get; private set; }

    protected CancellationToken Ended { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _end.Cancel();
        _end.Dispose();
        _listener.Dispose();
        File.Delete(Path);
    }

    /// <summary>What the program gets; null to hang up.</summary>
    protected abstract Task<HttpMessage?> AnswerAsync(HttpMessage request, Socket client);

    protected async Task<HttpMessage?> AskEngineAsync(HttpMessage request)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_engine), Ended);
            await using var stream = new NetworkStream(socket);
            await request.WriteAsync(stream, Ended);
            return await HttpMessage.ReadAsync(stream, isAnswer: true, Ended);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            Trouble ??= failure;
            return null;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync(Ended));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the play.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var client = new NetworkStream(socket, ownsSocket: true);
            if (await HttpMessage.ReadAsync(client, isAnswer: false, Ended) is { } request && await AnswerAsync(request, socket) is { } answer)
                await answer.WriteAsync(client, Ended);
        }
        catch (Exception failure) when (failure is not (IOException or OperationCanceledException or SocketException or ObjectDisposedException))
        {
            Trouble ??= failure;
        }
        catch (Exception)
        {
            // The program hung up, or was killed.
        }
    }
}
