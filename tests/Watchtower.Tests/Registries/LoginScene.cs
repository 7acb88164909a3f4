using Watchtower.Containers;
using Watchtower.Registries;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Registries;

/// <summary>A config.json, an environment and programs on the PATH, and what comes of them.</summary>
internal sealed class LoginScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];
    private CredentialSources? _sources;

    public LoginScene() => _variables["DOCKER_CONFIG"] = _folder.Path;

    public RecordedRegistryEvents Events { get; } = new();

    public string ConfigFile => _folder.PathTo("config.json");

    public CredentialSources Sources => _sources ??= new CredentialSources(name => _variables.GetValueOrDefault(name), Events);

    public LoginScene Config(string json)
    {
        _folder.Write("config.json", json);
        return this;
    }

    public LoginScene Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>A secret as Docker mounts it.</summary>
    public string Secret(string name, string text)
    {
        _folder.Write(name, text);
        return _folder.PathTo(name);
    }

    /// <summary>Null for nobody, else <c>user:password</c> and the tokens behind it.</summary>
    public string? Login(string image) => Show(Offer(image).First);

    public CredentialOffer Offer(string image) =>
        Sources.OfferAsync(ImageReference.TryParse(image)!, CancellationToken.None).GetAwaiter().GetResult();

    public static string? Show(RegistryCredentials? login) => login is null ? null
        : string.Join(' ', new[]
        {
            $"{login.Username}:{login.Password}",
            login.IdentityToken.Length > 0 ? $"identity={login.IdentityToken}" : "",
            login.RegistryToken.Length > 0 ? $"registry={login.RegistryToken}" : "",
        }.Where(part => part.Length > 0));

    public void Dispose() => _folder.Dispose();
}
