namespace Watchtower.Registries;

/// <summary>
/// A registry as people, and <c>docker login</c> over the years, wrote it: <c>ghcr.io</c>, <c>https://ghcr.io/</c>,
/// <c>https://index.docker.io/v1/</c>, <c>registry.example:443</c>, and podman's <c>quay.io/organization</c>.
/// </summary>
/// <param name="Host">In lower case, with a port unless it is the scheme's own; <c>docker.io</c> for all names of Docker Hub.</param>
/// <param name="Path">Part of the registry that is meant, without slashes at its ends; empty for all of it.</param>
internal sealed record RegistryName(string Host, string Path)
{
    public const string DockerHub = "docker.io";

    /// <summary>What Docker Hub is called in a login.</summary>
    public const string DockerHubLogin = "https://index.docker.io/v1/";

    public static RegistryName Parse(string text)
    {
        var rest = text.Trim();
        var colon = rest.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : rest.Substring(0, colon);
        rest = colon < 0 ? rest : rest.Substring(colon + 3);
        var slash = rest.IndexOf('/');
        var path = slash < 0 ? "" : rest.Substring(slash).Trim('/');
        return new RegistryName(
            Canonical(WithoutPort(slash < 0 ? rest : rest.Substring(0, slash), scheme).ToUpperInvariant()),
            path is "v1" or "v2" or "v0" ? "" : path);
    }

    /// <summary>As a login, a credential program and the engine know it.</summary>
    public static string ForLogin(string registry) => Parse(registry).Host == DockerHub ? DockerHubLogin : registry;

    public bool Includes(string repository) =>
        Path.Length == 0 || repository == Path || repository.StartsWith(Path + "/", StringComparison.Ordinal);

    private static string WithoutPort(string host, string scheme)
    {
        var port = scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? ":80" : ":443";
        return host.EndsWith(port, StringComparison.Ordinal) ? host.Substring(0, host.Length - port.Length) : host;
    }

    private static string Canonical(string host) => host switch
    {
        "DOCKER.IO" or "INDEX.DOCKER.IO" or "REGISTRY-1.DOCKER.IO" => DockerHub,
#pragma warning disable CA1308 // a host name is written small
        _ => host.ToLowerInvariant(),
#pragma warning restore CA1308
    };
}
