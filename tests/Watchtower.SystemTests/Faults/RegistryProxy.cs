using System.Net;

namespace Watchtower.SystemTests.Faults;

/// <summary>A registry in front of the real one, of which images can be had and which fails as it is told to.</summary>
public sealed class RegistryProxy : IDisposable
{
    private static readonly string[] _handedOn = ["Docker-Content-Digest", "Docker-Distribution-Api-Version"];

    private readonly HttpListener _listener = new();
    private readonly HttpClient _real;
    private volatile Func<HttpListenerRequest, HttpStatusCode?> _refusal = _ => null;

    public RegistryProxy(string registry)
    {
        _real = new HttpClient { BaseAddress = new Uri($"http://{registry}") };
        Address = $"127.0.0.1:{FreePort.Find()}";
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    /// <summary>From now on these requests are refused.</summary>
    public void Refuse(HttpStatusCode status, string pathContains = "/v2/") =>
        _refusal = request => request.Url!.AbsolutePath.Contains(pathContains, StringComparison.Ordinal) ? status : null;

    public void GoAway() => _listener.Stop();

    public void Dispose()
    {
        _listener.Close();
        _real.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It went away.
        }
    }

    private async Task AnswerAsync(HttpListenerContext exchange)
    {
        using var response = exchange.Response;
        if (_refusal(exchange.Request) is { } status)
        {
            response.StatusCode = (int)status;
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(exchange.Request.HttpMethod), exchange.Request.RawUrl);
        foreach (var accepted in exchange.Request.AcceptTypes ?? [])
            request.Headers.TryAddWithoutValidation("Accept", accepted);
        using var answer = await _real.SendAsync(request);
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var name in _handedOn.Where(answer.Headers.Contains))
            response.Headers[name] = answer.Headers.GetValues(name).First();
        var body = await answer.Content.ReadAsByteArrayAsync();
        response.ContentLength64 = answer.Content.Headers.ContentLength ?? body.Length;
        if (request.Method != HttpMethod.Head)
            await response.OutputStream.WriteAsync(body);
    }
}
