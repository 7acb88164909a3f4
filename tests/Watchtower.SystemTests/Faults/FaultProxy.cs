using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Watchtower.SystemTests.Faults;

/// <summary>
/// A socket between the program and a real engine. It shows the program the containers of one play only, so that several
/// plays can go on side by side on one engine; it notes every call; and at a call of choice something goes wrong.
/// </summary>
/// <param name="engine">Path of the engine's socket.</param>
/// <param name="path">Where to listen.</param>
/// <param name="playId">What the names of the play's containers have in them.</param>
public sealed class FaultProxy(string engine, string path, string playId) : EngineProxy(engine, path)
{
    private readonly List<string> _calls = [];
    private readonly EngineCallName _names = new(playId);
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _armed = 1;

    /// <summary>What is to go wrong, once.</summary>
    public FaultPlan? Plan { get; init; }

    /// <summary>Done by a person in the very moment before a call reaches the engine; given its name.</summary>
    public Action<string>? Meanwhile { get; init; }

    /// <summary>Ends when the planned fault has happened.</summary>
    public Task Happened => _happened.Task;

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    public void Learn(string id, string name) => _names.Learn(id, name);

    protected override async Task<HttpMessage?> AnswerAsync(HttpMessage request, Socket client)
    {
        var parts = request.Start.Split(' ');
        var name = _names.Of(parts[0], parts[1]);
        var call = Note(name);
        var fault = Plan is { } plan && plan.Call == call && Interlocked.Exchange(ref _armed, 0) == 1 ? plan.Fault : (Fault?)null;
        Meanwhile?.Invoke(name);
        switch (fault)
        {
            case Fault.Error500:
                return Refusal(500);
            case Fault.Error404:
                return Refusal(404);
            case Fault.Error409:
                return Refusal(409);
            case Fault.Dropped:
                _happened.TrySetResult();
                return null;
            case Fault.KilledBefore:
                Kill(client);
                return null;
        }

        var answer = await AskEngineAsync(request);
        Learn(request, name, answer);
        switch (fault)
        {
            case null:
                return name == "GET containers/json" ? OnlyOurs(answer) : answer;
            case Fault.KilledAfter:
                Kill(client);
                return null;
            case Fault.AnswerLate:
                _happened.TrySetResult();
                await Task.Delay(Timeout.Infinite, Ended);
                return null;
            default:
                _happened.TrySetResult();
                return null;
        }

        HttpMessage Refusal(int status)
        {
            _happened.TrySetResult();
            return HttpMessage.Refusal(status, "a fault of the test");
        }
    }

    private FaultyCall Note(string name)
    {
        lock (_calls)
        {
            _calls.Add(name);
            return new FaultyCall(name, _calls.Count(call => call == name));
        }
    }

    private void Learn(HttpMessage request, string name, HttpMessage? answer)
    {
        if (answer is not null && name.StartsWith("POST containers/create", StringComparison.Ordinal) && Json(answer)?["Id"]?.ToString() is { } id)
            _names.Learn(id, Uri.UnescapeDataString(request.Start.Split(' ')[1].Split("name=")[1]));
    }

    private HttpMessage? OnlyOurs(HttpMessage? answer)
    {
        if (answer is null || Json(answer) is not JsonArray rows)
            return answer;
        var ours = new JsonArray();
        foreach (var row in rows.Where(IsOurs))
            ours.Add(row!.DeepClone());
        return answer with { Body = Encoding.UTF8.GetBytes(ours.ToJsonString()) };
    }

    /// <summary>One that is being removed may have no names any more.</summary>
    private bool IsOurs(JsonNode? row) =>
        row!["Names"] is JsonArray names && names.Any(name => name!.ToString().Contains(playId, StringComparison.Ordinal));

    private static JsonNode? Json(HttpMessage answer) => JsonNode.Parse(answer.Body.Span);

    /// <summary>Whoever is at the other end, also if that is in a container.</summary>
    private void Kill(Socket client)
    {
        const int SolSocket = 1, PeerCredentials = 17;
        var credentials = new byte[12];
        client.GetRawSocketOption(SolSocket, PeerCredentials, credentials);
        using var program = Process.GetProcessById(BinaryPrimitives.ReadInt32LittleEndian(credentials));
        program.Kill();
        program.WaitForExit(TimeSpan.FromSeconds(30));
        _happened.TrySetResult();
    }
}
