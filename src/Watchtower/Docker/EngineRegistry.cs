using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;
using Watchtower.Registries;

namespace Watchtower.Docker;

/// <summary>
/// What the engine does at registries: it comes as nobody or with a login, which it is given for that registry only.
/// Its errors are the registry's words in the engine's: only from them can be told what kind of failure it was.
/// </summary>
internal sealed class EngineRegistry(EngineConnection connection, IPullProgress progress, ICredentialSource? logins)
{
    /// <summary>For the answer to one question. The engine itself gives a registry 15 to 30 s for a connection.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static readonly string[] _loginWords = ["no basic auth", "nauthorized", "uthentication", "denied", "403 Forbidden", "docker login"];

    /// <summary>As Go, in which engines are written, says that there is no way to talk to a host; and what a registry says to a flood.</summary>
    private static readonly string[] _awayWords =
    [
        "connection refused", "no such host", "i/o timeout", "deadline exceeded", "Client.Timeout", "TLS handshake timeout",
        "network is unreachable", "no route to host", "connection reset", "x509: ", "HTTP response to HTTPS client", "server misbehaving",
        "toomanyrequests", "too many requests", "Too Many Requests", "pull rate limit",
    ];

    public Task PullAsync(ImageReference image, CancellationToken cancellation) => AsKnownAsync(
        image,
        async login =>
        {
            var query = $"images/create?fromImage={Uri.EscapeDataString(image.FamiliarRepository)}&tag={Uri.EscapeDataString(image.Digest ?? image.EffectiveTag)}";
            var call = new EngineCall(HttpMethod.Post, query, $"pull {image}") { Timeout = DockerEngine.Slow, Login = For(image, login) };
            await connection.ReadLinesAsync(call, message => Read(image, message), cancellation);
            return image.Registry;
        },
        cancellation);

    public Task<string> FindDigestAsync(ImageReference image, CancellationToken cancellation) => AsKnownAsync(
        image,
        async login =>
        {
            var purpose = $"ask for the digest of {image}";
            var call = new EngineCall(HttpMethod.Get, $"distribution/{image.FamiliarRepository}:{image.EffectiveTag}/json", purpose) { Login = For(image, login) };
            var answer = await InTimeAsync(call, image.Registry, cancellation);
            return (answer as JsonObject)?.Child("Descriptor").Text("digest")
                ?? throw new EngineException(EngineFailure.Garbled, $"can't {purpose}: the engine's answer is not what its API promises");
        },
        cancellation);

    private static (string, RegistryCredentials)? For(ImageReference image, RegistryCredentials? login) => login is null ? null : (image.Registry, login);

    private void Read(ImageReference image, JsonObject message)
    {
        if ((message.Text("error") ?? message.Child("errorDetail").Text("message")) is { } error)
            throw new EngineException(EngineFailure.Refused, $"can't pull {image}: {error}");
        progress.Report(image, PullMessage.From(message));
    }

    /// <summary>An engine that waits for a registry without end is well itself.</summary>
    private async Task<JsonNode?> InTimeAsync(EngineCall call, string registry, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_patience);
        try
        {
            return await connection.CallAsync(call, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EngineException(EngineFailure.RegistryAway, FormattableString.Invariant(
                $"can't {call.Purpose}: {registry} gave the engine no answer within {_patience.TotalSeconds:0} s"));
        }
    }

    private async Task<T> AsKnownAsync<T>(
        ImageReference image, Func<RegistryCredentials?, Task<T>> act, CancellationToken cancellation)
    {
        var offer = logins is null ? CredentialOffer.Nobody : await logins.OfferAsync(image, cancellation);
        try
        {
            return await ActAsync(offer.First);
        }
        catch (EngineException failure) when (offer.IfRefused is not null && WantsLogin(failure))
        {
            var result = await ActAsync(offer.IfRefused);
            logins!.WasNeeded(image);
            return result;
        }

        async Task<T> ActAsync(RegistryCredentials? credentials)
        {
            try
            {
                return await act(credentials);
            }
            catch (EngineException failure) when (failure.Failure != EngineFailure.Unreachable)
            {
                throw Understood(failure, credentials);
            }
        }
    }

    private static EngineException Understood(EngineException failure, RegistryCredentials? credentials)
    {
        var lines = string.Join("; ", failure.Message.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)); // several errors are several lines
        var message = credentials?.Hide(lines) ?? lines; // of a registry that repeats what it was told
        return new EngineException(Says(failure, _awayWords) ? EngineFailure.RegistryAway : failure.Failure, message);
    }

    /// <summary>Registries and engines have no common word for it, and their status says nothing: 404 or 500.</summary>
    private static bool WantsLogin(EngineException failure) =>
        failure.Failure is EngineFailure.Refused or EngineFailure.NotFound && Says(failure, _loginWords);

    private static bool Says(EngineException failure, string[] words) => words.Any(word => failure.Message.Contains(word));
}
