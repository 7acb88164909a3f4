using System.Net;

namespace Watchtower.Registries;

/// <summary>
/// One request and its answer, whatever the registry does: bounded in time, in size, in redirects and in tries. Nothing
/// is thrown but a cancellation.
/// </summary>
internal sealed class RegistryHttp(Func<HttpMessageHandler> transport, TimeProvider time, RegistryPatience patience) : IDisposable
{
    private const int MostRedirects = 5;

    /// <summary>What a manifest may have at most. Source: https://github.com/opencontainers/distribution-spec.</summary>
    private const int LargestBody = 4 * 1024 * 1024;

    /// <summary>Made when first used: a runtime that can't even do that has no registry, and no reason to end.</summary>
    private readonly Lazy<HttpClient> _client = new(() => new HttpClient(transport()) { Timeout = Timeout.InfiniteTimeSpan });

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    public async Task<RegistryReply> SendAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var pause = patience.Backoff;
        for (var tries = 1; ; tries++)
        {
            var reply = await GuardAsync(request, cancellation);
            if (!reply.IsServerError || reply.IsTooMany || tries == patience.Tries)
                return reply;
            var jitter = (Guid.NewGuid().GetHashCode() & 0xff) / 255.0; // so that a fleet does not come back all at once
            await time.Sleep(TimeSpan.FromTicks((long)(pause.Ticks * (1 + jitter))), cancellation);
            pause += pause;
        }
    }

    /// <summary>Time-out and cancellation, also where the runtime's sockets hear neither (Mono).</summary>
    private async Task<RegistryReply> GuardAsync(RegistryRequest request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = FollowAsync(request, limit.Token);
        try
        {
            var first = await Task.WhenAny(asking, time.Sleep(patience.Request, limit.Token));
            if (first == asking)
                return await asking;
            _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
#pragma warning disable CA1031 // transports throw whatever came to them
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return RegistryReply.None(Innermost(failure).Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The transport wraps the cancellation it was asked for.
        }
        finally
        {
            await limit.CancelAsync();
        }

        cancellation.ThrowIfCancellationRequested();
        return RegistryReply.None(FormattableString.Invariant($"no answer within {patience.Request.TotalSeconds:0} s")) with { IsLate = true };
    }

    private async Task<RegistryReply> FollowAsync(RegistryRequest request, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (request.Address.Scheme == "https" && !Cryptography.IsThere)
                return RegistryReply.None("OpenSSL, which .NET needs for TLS, is not installed");
            using var message = Message(request);
            using var response = await _client.Value.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
                return await ReadAsync(request, response, cancellation);

            var next = new Uri(request.Address, location);
            if (request.Method == HttpMethod.Post || next.Scheme is not ("http" or "https") || (next.Scheme == "http" && request.Address.Scheme == "https"))
                return RegistryReply.None($"it sends on to {next.Scheme}://{next.Authority}, where it is not safe to follow");
            var isSamePlace = next.Scheme == request.Address.Scheme && next.Authority == request.Address.Authority;
            request = request with { Address = next, Authorization = isSamePlace ? request.Authorization : null };
        }

        return RegistryReply.None("it sends in circles");
    }

    private static HttpRequestMessage Message(RegistryRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Address)
        {
            Version = RegistryTransport.NewestVersion,
            Content = request.Form?.Invoke(),
        };
        message.Headers.TryAddWithoutValidation("User-Agent", $"watchtower/{ProgramVersion.Text}");
        foreach (var type in request.Accept)
            message.Headers.TryAddWithoutValidation("Accept", type);
        if (request.Authorization is { } authorization)
            message.Headers.TryAddWithoutValidation("Authorization", authorization.Header);
        return message;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private async Task<RegistryReply> ReadAsync(RegistryRequest request, HttpResponseMessage response, CancellationToken cancellation)
    {
        var isWanted = response.IsSuccessStatusCode && request.Method != HttpMethod.Head;
        var body = isWanted ? await response.Content.ReadAtMostAsync(LargestBody, cancellation) : [];
        if (body is null)
            return RegistryReply.None("its answer is too long");
        if (isWanted && response.Content.Headers.ContentLength is { } length && length != body.Length)
            return RegistryReply.None("its answer broke off");
        return new RegistryReply
        {
            Status = response.StatusCode,
            Challenges = [.. Values(response, "WWW-Authenticate").SelectMany(Challenge.Parse)],
            Digest = Values(response, "Docker-Content-Digest").FirstOrDefault(),
            RetryAfter = RetryAfter(Values(response, "Retry-After").FirstOrDefault()),
            Body = body,
        };
    }

    private static IEnumerable<string> Values(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values : [];

    /// <summary>Seconds, or a date.</summary>
    private TimeSpan? RetryAfter(string? text)
    {
        if (System.Net.Http.Headers.RetryConditionHeaderValue.TryParse(text, out var when))
        {
            var pause = when!.Delta ?? when.Date - time.GetUtcNow();
            return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        }

        return null;
    }

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
