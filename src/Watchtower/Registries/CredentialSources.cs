using Watchtower.Containers;

namespace Watchtower.Registries;

/// <summary>
/// Per registry the first that answers: config.json, then REPO_USER and REPO_PASS, then nobody. Read again for each pass,
/// so that a <c>docker login</c> on the host takes effect.
/// </summary>
internal sealed class CredentialSources(Func<string, string?> variable, IRegistryEvents events) : ICredentialSource
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly HashSet<string> _private = [];
    private DockerConfigFile? _file;
    private EnvironmentLogin? _environment;

    /// <summary>Reads everything again when it is next needed.</summary>
    public void StartPass()
    {
        lock (_lock)
            (_file, _environment) = (null, null);
    }

    public async Task<CredentialOffer> OfferAsync(ImageReference image, CancellationToken cancellation)
    {
        var (file, environment, isPrivate) = Sources(image);
        if (await file.FindAsync(image.Registry, image.Repository, cancellation) is { } login)
            return new CredentialOffer(login);
        if (environment.Credentials is not { } credentials)
            return CredentialOffer.Nobody;

        // Without REPO_HOST nobody said whose they are: a registry that serves the image to anybody does not get them.
        return environment.Host is null
            ? isPrivate ? new CredentialOffer(credentials) : new CredentialOffer(First: null, credentials)
            : environment.Host == RegistryName.Parse(image.Registry).Host ? new CredentialOffer(credentials)
            : CredentialOffer.Nobody;
    }

    public void WasNeeded(ImageReference image)
    {
        lock (_lock)
            _private.Add(Key(image));
    }

    private (DockerConfigFile, EnvironmentLogin, bool IsPrivate) Sources(ImageReference image)
    {
        lock (_lock)
        {
            _file ??= DockerConfigFile.Read(DockerConfigFile.Locate(variable), new CredentialPrograms(events, _patience), events);
            _environment ??= EnvironmentLogin.Read(variable, events);
            return (_file, _environment, _private.Contains(Key(image)));
        }
    }

    private static string Key(ImageReference image) => $"{image.Registry}/{image.Repository}";
}
