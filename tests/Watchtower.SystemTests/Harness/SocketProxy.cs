using System.Net.Sockets;
using System.Text;

namespace Watchtower.SystemTests.Harness;

/// <summary>
/// What people put before their engine's socket: it lets the calls through that it was given, answers 403 to all others in its
/// own words, and keeps a record of both.
/// </summary>
public sealed class SocketProxy(string engine, string path, IReadOnlyList<ListedCall> allowed) : EngineProxy(engine, path)
{
    private static readonly HttpMessage _refusal = new(
        "HTTP/1.1 403 Forbidden", ["Content-Type: text/html"], Encoding.ASCII.GetBytes("<html><body><h1>403 Forbidden</h1></body></html>"));

    private readonly List<(string Call, ListedCall? Listed)> _calls = [];

    /// <summary>Done by a person in the very moment before a call is answered; given such as <c>POST /v1.41/containers/web/stop?t=10</c>.</summary>
    public Action<string>? Meanwhile { get; set; }

    public IReadOnlyList<string> Refused => [.. Calls().Where(made => made.Listed is null).Select(made => made.Call)];

    public IReadOnlyList<ListedCall> Used => [.. Calls().Select(made => made.Listed).OfType<ListedCall>().Distinct()];

    protected override async Task<HttpMessage?> AnswerAsync(HttpMessage request, Socket client)
    {
        var (method, target) = (request.Start.Split(' ')[0], request.Start.Split(' ')[1]);
        var listed = allowed.FirstOrDefault(call => call.Is(method, target));
        lock (_calls)
            _calls.Add(($"{method} {target}", listed));
        Meanwhile?.Invoke($"{method} {target}");
        return listed is null ? _refusal : await AskEngineAsync(request);
    }

    private IReadOnlyList<(string Call, ListedCall? Listed)> Calls()
    {
        lock (_calls)
            return [.. _calls];
    }
}
