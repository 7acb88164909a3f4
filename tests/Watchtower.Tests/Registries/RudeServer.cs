using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Watchtower.Tests.Registries;

/// <summary>What comes instead of an answer: some bytes, some bytes again and again, and how long it is from one time to the next.</summary>
internal sealed record Rudeness(string First, string Again = "", int Milliseconds = 0)
{
    /// <summary>Keeps the connection open where nothing comes again.</summary>
    public bool StaysOpen { get; init; }
}

/// <summary>Listens at a port and answers every request as no registry should: below HTTP, on a real socket.</summary>
internal sealed class RudeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<string, Rudeness> _answer;

    /// <param name="answer">By the first line of the request.</param>
    public RudeServer(Func<string, Rudeness> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        using var client = caller;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            while (await reader.ReadLineAsync(_closing.Token) is { } request)
            {
                while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 })
                {
                    // the rest of its head
                }

                await SayAsync(stream, _answer(request));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One of the two has had enough.
        }
    }

    private async Task SayAsync(NetworkStream stream, Rudeness rudeness)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(rudeness.First), _closing.Token);
        while (rudeness.Again.Length > 0)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(rudeness.Again), _closing.Token);
            await Task.Delay(rudeness.Milliseconds, _closing.Token);
        }

        if (!rudeness.StaysOpen)
            throw new IOException("that was all");
    }
}
