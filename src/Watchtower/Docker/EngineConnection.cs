using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;
using Watchtower.Registries;
using Watchtower.Tls;

namespace Watchtower.Docker;

/// <summary>
/// One call to the engine and its answer, as raw JSON over Docker.DotNet's transports: a typed model loses what it does
/// not know, and the typed client alone is larger than all the rest of the program (docs/decisions.md).
/// Every failure becomes an <see cref="EngineException"/> that says what was being done.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private static readonly TimeSpan _longestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly HttpClient _client;
    private readonly Uri _address;

    private readonly DockerEndpoint _endpoint;

    public EngineConnection(DockerEndpoint endpoint)
    {
        _endpoint = endpoint;
        var transport = Transports.Open(endpoint);
        _address = transport.EffectiveEndpoint;
        _client = new HttpClient(transport.Handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Set once the API version is known; until then paths go out without one.</summary>
    public Version? ApiVersion { get; set; }

    public void Dispose() => _client.Dispose();

    /// <summary>The engine's answer as JSON; null where it is empty. What is in a list is for the caller to check.</summary>
    public async Task<JsonNode?> CallAsync(EngineCall call, CancellationToken cancellation)
    {
        var text = await AskAsync(call, cancellation);
        try
        {
            var answer = text.Length == 0 ? null : JsonNode.Parse(text);
            return answer is JsonArray || ForeignJson.IsReadable(answer) ? answer
                : throw new EngineException(EngineFailure.Garbled, $"can't {call.Purpose}: the engine's answer has a field twice, or half a character");
        }
        catch (JsonException failure)
        {
            throw new EngineException(EngineFailure.Garbled, $"can't {call.Purpose}: the engine's answer is not JSON", failure);
        }
    }

    /// <summary>For a call after which there is nothing to know but that it was done: podman says so in plain words.</summary>
    public Task DoAsync(EngineCall call, CancellationToken cancellation) => AskAsync(call, cancellation);

    private async Task<string> AskAsync(EngineCall call, CancellationToken cancellation)
    {
        using var response = await SendAsync(call, cancellation);
        var text = await ReadAsync(call, response, cancellation);
        return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified ? text : throw Refusal(call, response.StatusCode, text);
    }

    /// <summary>The answer, whatever it says.</summary>
    public async Task<EngineReply> ProbeAsync(EngineCall call, CancellationToken cancellation)
    {
        using var response = await SendAsync(call, cancellation);
        var text = await ReadAsync(call, response, cancellation);
        return new EngineReply((int)response.StatusCode, ForeignJson.TryParse(text)?.Text("message"));
    }

    /// <summary>The lines of an answer that arrives over time; a silence longer than the call allows is a failure.</summary>
    public async Task ReadLinesAsync(EngineCall call, Action<JsonObject> read, CancellationToken cancellation)
    {
        using var response = await SendAsync(call, cancellation);
        if (!response.IsSuccessStatusCode)
            throw Refusal(call, response.StatusCode, await ReadAsync(call, response, cancellation));

        using var reader = new StreamReader(await Guard(call, response.Content.ReadAsStreamAsync(), cancellation));
        while (await Guard(call, reader.ReadLineAsync(), cancellation) is { } line)
        {
            if (ForeignJson.TryParse(line) is { } message)
                read(message);
        }
    }

    /// <summary>The transport for sockets takes an answer that breaks off for a complete one.</summary>
    private async Task<string> ReadAsync(EngineCall call, HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = await Guard(call, response.Content.ReadAsByteArrayAsync(), cancellation);
        return response.Content.Headers.ContentLength is { } length && length > bytes.Length
            ? throw new EngineException(EngineFailure.Unreachable, $"can't {call.Purpose}: the engine's answer broke off")
            : Encoding.UTF8.GetString(bytes);
    }

    private async Task<HttpResponseMessage> SendAsync(EngineCall call, CancellationToken cancellation)
    {
        var prefix = ApiVersion is null ? "" : $"v{ApiVersion}/";
        using var request = new HttpRequestMessage(call.Method, new Uri(_address, $"/{prefix}{call.Path}"))
        {
            Version = HttpVersion.Version11, // Mono would announce 2.0
        };
        if (call.Body is not null)
            request.Content = new StringContent(call.Body.ToJsonString(), Encoding.UTF8, "application/json");
        if (call.Login is var (registry, credentials))
            request.Headers.Add("X-Registry-Auth", credentials.ForEngine(RegistryName.ForLogin(registry)));
        return await Guard(call, _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation), cancellation);
    }

    /// <summary>
    /// Time-outs and cancellation, also where the runtime's sockets hear neither (Mono), and one kind of exception for
    /// everything a transport throws.
    /// </summary>
    private async Task<T> Guard<T>(EngineCall call, Task<T> step, CancellationToken cancellation)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var limit = Task.Delay(call.Timeout < _longestTimer ? call.Timeout : Timeout.InfiniteTimeSpan, patience.Token);
            if (await Task.WhenAny(step, limit) == step)
            {
                await patience.CancelAsync();
                return await step;
            }
        }
#pragma warning disable CA1031 // the transports throw whatever came to them, down to AggregateException
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var cause = Explain(failure);
            throw new EngineException(EngineFailure.Unreachable, $"can't {call.Purpose}: {cause.Message}", cause);
        }
        catch (HttpRequestException) when (cancellation.IsCancellationRequested)
        {
            // The transport wraps the cancellation it was asked for.
        }

        cancellation.ThrowIfCancellationRequested();
        throw new EngineException(
            EngineFailure.Unreachable, FormattableString.Invariant($"can't {call.Purpose}: no answer within {call.Timeout.TotalSeconds:0} s"));
    }

    /// <summary>
    /// With TLS 1.3 an engine refuses the client's certificate only after the client took the connection for a good one: then the
    /// first answer fails, and it is the same trouble.
    /// </summary>
    private Exception Explain(Exception failure)
    {
        var innermost = Innermost(failure);
        return innermost is TlsException || ApiVersion is not null ? innermost : _endpoint.Tls?.Explain(failure) ?? innermost;
    }

    private static Exception Innermost(Exception failure) =>
        failure is not TlsException && failure.InnerException is { } inner ? Innermost(inner) : failure;

    /// <summary>In the engine's words, unless a proxy answers with a page of its own.</summary>
    private static EngineException Refusal(EngineCall call, HttpStatusCode status, string text)
    {
        var failure = status switch
        {
            HttpStatusCode.NotFound => EngineFailure.NotFound,
            HttpStatusCode.Conflict => EngineFailure.Conflict,
            HttpStatusCode.BadRequest => EngineFailure.Invalid,
            _ => EngineFailure.Refused,
        };
        var reason = ForeignJson.TryParse(text)?.Text("message")?.Trim()
            ?? (text.Contains("HTTP request to an HTTPS server") ? Texts.WantsTls : $"the engine answers {(int)status}");
        return new EngineException(failure, $"can't {call.Purpose}: {reason}");
    }
}
