using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Watchtower.Tests.Registries;

/// <summary>One answer of a scripted registry.</summary>
/// <param name="Status">200, 401, ….</param>
/// <param name="Headers">Name and value.</param>
/// <param name="Body">Sent whole, unless Length says otherwise.</param>
internal sealed record RegistryAnswer(int Status, (string Name, string Value)[] Headers, string Body = "")
{
    /// <summary>Never answers at all.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Announces more than it sends.</summary>
    public bool IsTruncated { get; init; }

    public static RegistryAnswer Silence => new(200, []) { IsSilent = true };

    public static RegistryAnswer Ok(params (string, string)[] headers) => new(200, headers);

    public static RegistryAnswer Digest(string digest) => Ok(("Docker-Content-Digest", digest));

    public static RegistryAnswer Wants(string challenge) => new(401, [("WWW-Authenticate", challenge)]);

    public static RegistryAnswer Token(string token) => new(200, [("Content-Type", "application/json")], $$"""{"token":"{{token}}"}""");

    public static RegistryAnswer Goto(string address) => new(307, [("Location", address)]);

    public static RegistryAnswer Error(int status, params (string, string)[] headers) => new(status, headers, "secret words");
}

/// <summary>
/// Registries and token servers as a list of request and response, below the HTTP client: a request is matched by its
/// method and address, answers come in order and the last one again and again.
/// </summary>
internal sealed class ScriptedRegistry : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Queue<RegistryAnswer>> _script = new();
    private readonly List<string> _asked = [];

    /// <summary>Each with method, address, and <c>as Scheme value</c> if somebody identified himself.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    public int Count(string start) => Asked.Count(request => request.StartsWith(start, StringComparison.Ordinal));

    /// <param name="request">Such as <c>HEAD https://ghcr.io/v2/me/app/manifests/latest</c>, without the query.</param>
    /// <param name="answers">In order.</param>
    public ScriptedRegistry On(string request, params RegistryAnswer[] answers)
    {
        _script[request] = new Queue<RegistryAnswer>(answers);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.GetLeftPart(UriPartial.Path);
        var form = request.Content is null ? "" : $" with {await request.Content.ReadAsStringAsync(cancellationToken)}";
        lock (_asked)
            _asked.Add($"{request.Method} {request.RequestUri}{form}" + (request.Headers.Authorization is { } who ? $" as {who}" : ""));
        if (!_script.TryGetValue($"{request.Method} {address}", out var answers))
            throw new HttpRequestException($"nobody listens at {request.RequestUri.Authority}");

        RegistryAnswer answer;
        lock (answers)
            answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        if (answer.IsSilent)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)) };
        if (answer.IsTruncated)
            response.Content.Headers.ContentLength = answer.Body.Length + 10;
        foreach (var (name, value) in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
