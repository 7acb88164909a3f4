using Microsoft.Extensions.Time.Testing;
using Watchtower.Containers;
using Watchtower.Registries;

namespace Watchtower.Tests.Registries;

/// <summary>A client, the registries it meets, and the logins it has.</summary>
internal sealed class RegistryScene : IDisposable
{
    public const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly LoginScene _logins = new();
    private RegistryClient? _client;

    public ScriptedRegistry Registry { get; } = new();

    public LoginScene Logins => _logins;

    public RecordedRegistryEvents Events => _logins.Events;

    /// <summary>Stands still for pauses; waiting is done on the real clock.</summary>
    public FakeTimeProvider? Clock { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    public RegistryClient Client => _client ??= new RegistryClient(
        () => Registry, _logins.Sources, Events, Clock ?? TimeProvider.System,
        new RegistryPatience { Request = Patience, Backoff = TimeSpan.FromMilliseconds(1) });

    /// <summary>A registry that lets everybody look at everything.</summary>
    public RegistryScene Open(string address, params string[] images)
    {
        Registry.On($"GET {address}/v2/", RegistryAnswer.Ok());
        foreach (var image in images)
            Registry.On($"HEAD {address}/v2/{image}", RegistryAnswer.Digest(Digest));
        return this;
    }

    public Task<string?> AskAsync(string image) => Client.FindDigestAsync(ImageReference.TryParse(image)!, CancellationToken.None);

    public void NextPass()
    {
        Logins.Sources.StartPass();
        Client.StartPass();
    }

    public void Dispose()
    {
        _client?.Dispose();
        _logins.Dispose();
        Registry.Dispose();
    }
}
