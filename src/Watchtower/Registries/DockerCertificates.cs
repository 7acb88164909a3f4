namespace Watchtower.Registries;

/// <summary>
/// Authorities that docker trusts for one registry alone: <c>/etc/docker/certs.d/HOST[:PORT]/*.crt</c>.
/// Source: https://docs.docker.com/engine/security/certificates/.
/// </summary>
internal static class DockerCertificates
{
    private const string Folder = "/etc/docker/certs.d";

    /// <summary>Files in PEM; looked for each time, so that a new one takes effect.</summary>
    public static IReadOnlyList<string> AuthoritiesOf(Uri registry, string folder = Folder) =>
    [
        .. new[] { registry.Authority, $"{registry.Host}:{registry.Port}" }.Distinct() // an image may be named with the usual port
            .Select(name => Path.Combine(folder, name))
            .Where(Directory.Exists)
            .SelectMany(place => Directory.GetFiles(place, "*.crt")),
    ];
}
