using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Registries;

/// <summary>
/// Asks registries themselves: one manifest request per distinct image and pass. Where that leads to nothing the engine is
/// asked, which may know another way: mirrors, insecure registries, certificates of its own.
/// </summary>
internal sealed class RegistryClient : IRegistry, IDisposable
{
    private readonly object _lock = new();
    private readonly ICredentialSource _logins;
    private readonly IRegistryEvents _events;
    private readonly TimeProvider _time;
    private readonly RegistryPatience _patience;
    private readonly RegistryHttp _http;
    private readonly Dictionary<string, RegistryConversation> _conversations = [];
    private readonly Dictionary<string, Task<RegistryFinding>> _answers = [];
    private readonly Dictionary<string, DateTimeOffset> _pausedUntil = [];
    private readonly Dictionary<string, string> _silent = [];

    public RegistryClient(
        Func<HttpMessageHandler> transport, ICredentialSource logins, IRegistryEvents events, TimeProvider time, RegistryPatience? patience = null)
    {
        (_logins, _events, _time, _patience) = (logins, events, time, patience ?? new RegistryPatience());
        _http = new RegistryHttp(transport, time, _patience);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Forgets what was answered, and whose registry was silent; not who asked for a pause.</summary>
    public void StartPass()
    {
        lock (_lock)
        {
            _conversations.Clear();
            _answers.Clear();
            _silent.Clear();
        }
    }

    public async Task<string?> FindDigestAsync(ImageReference image, CancellationToken cancellation) =>
        (await FindAsync(image, cancellation)).Digest;

    /// <inheritdoc cref="FindDigestAsync"/>
    public Task<RegistryFinding> FindAsync(ImageReference image, CancellationToken cancellation)
    {
        var key = $"{image.Registry}/{image.Repository}:{image.EffectiveTag}";
        lock (_lock)
            return _answers.TryGetValue(key, out var answer) ? answer : _answers[key] = AskInTurnAsync(image, cancellation);
    }

    /// <summary>Few questions at once for each registry: no flood for it, and a slow one does not keep the others waiting.</summary>
    private async Task<RegistryFinding> AskInTurnAsync(ImageReference image, CancellationToken cancellation)
    {
        var conversation = Conversation(image.Registry);
        await conversation.Places.WaitAsync(cancellation);
        try
        {
            ThrowIfPaused(image.Registry);
            return FindSilence(image.Registry) is { } reason ? RegistryFinding.None(reason) : await AskAsync(conversation, image, cancellation);
        }
        finally
        {
            conversation.Places.Release();
        }
    }

    private async Task<RegistryFinding> AskAsync(RegistryConversation conversation, ImageReference image, CancellationToken cancellation)
    {
        var (digest, reply) = await conversation.FindDigestAsync(image, cancellation);
        if (digest is not null)
            return new RegistryFinding(digest, "");

        if (reply.IsTooMany)
        {
            Pause(image.Registry, reply.RetryAfter);
            ThrowIfPaused(image.Registry);
        }

        if (reply.Status is null || reply.IsServerError)
            Silence(image.Registry, reply.ToString());
        return RegistryFinding.None(reply.IsSuccess ? "its answer holds no digest" : reply.ToString(), reply.IsRefusal);
    }

    private RegistryConversation Conversation(string registry)
    {
        lock (_lock)
        {
            return _conversations.TryGetValue(registry, out var known) ? known
                : _conversations[registry] = new RegistryConversation(registry, _http, _logins);
        }
    }

    /// <summary>Why it is not asked any more in this pass; null if it is.</summary>
    private string? FindSilence(string registry)
    {
        lock (_lock)
            return _silent.TryGetValue(registry, out var reason) ? reason : null;
    }

    private void Silence(string registry, string reason)
    {
        lock (_lock)
        {
            if (_silent.ContainsKey(registry))
                return;
            _silent[registry] = reason;
        }

        _events.RegistrySilent(registry, reason);
    }

    private void Pause(string registry, TimeSpan? asked)
    {
        var pause = asked ?? _patience.Pause;
        var until = _time.GetUtcNow() + (pause < _patience.LongestPause ? pause : _patience.LongestPause);
        lock (_lock)
        {
            if (_pausedUntil.TryGetValue(registry, out var known) && known > _time.GetUtcNow())
                return;
            _pausedUntil[registry] = until;
        }

        _events.RegistryPaused(registry, until);
    }

    /// <summary>A pull would count against the limit even more than a question.</summary>
    private void ThrowIfPaused(string registry)
    {
        lock (_lock)
        {
            if (_pausedUntil.TryGetValue(registry, out var until) && until > _time.GetUtcNow())
                throw new EngineException(EngineFailure.Postponed, $"{registry} asked to be left alone until {until.UtcDateTime:HH:mm:ss} UTC");
        }
    }
}
