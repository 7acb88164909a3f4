using System.Net;

namespace Watchtower.Registries;

/// <summary>Where a registry's API is found.</summary>
internal static class RegistryAddress
{
    /// <summary>To be tried in this order: plain HTTP for this machine itself only, as the engine does it.</summary>
    public static IReadOnlyList<Uri> Candidates(string registry)
    {
        var host = registry == RegistryName.DockerHub ? "registry-1.docker.io" : registry;
        string[] schemes = IsLoopback(host) ? ["http", "https"] : ["https"];
        return [.. schemes.Select(scheme => Uri.TryCreate($"{scheme}://{host}/", UriKind.Absolute, out var address) ? address : null).OfType<Uri>()];
    }

    private static bool IsLoopback(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address)
        && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
