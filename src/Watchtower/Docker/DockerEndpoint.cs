using System.Text;

namespace Watchtower.Docker;

/// <summary>Where the engine is: parsed once, before anything is connected.</summary>
/// <param name="Uri">unix, http or https.</param>
public sealed record DockerEndpoint(Uri Uri)
{
    public const string Default = "unix:///var/run/docker.sock";

    private const int PlainPort = 2375;

    /// <summary>What the transport has room for in a socket's address.</summary>
    private const int LongestSocketPath = 90;

    private static readonly string[] _certificateFiles = ["ca.pem", "cert.pem", "key.pem"];

    public static DockerEndpoint Local { get; } = new(new Uri(Default));

    /// <summary>As the user would write it.</summary>
    public override string ToString() => Uri.Scheme == "unix" ? $"unix://{Uri.LocalPath}" : $"tcp://{Uri.Authority}";

    /// <summary>A socket that is not there, which has its own remedy.</summary>
    public bool IsMissing => Uri.Scheme == "unix" && !File.Exists(Uri.LocalPath);

    /// <returns>The endpoint, or what is wrong as the end of a sentence: the other one is null.</returns>
    public static (DockerEndpoint? Endpoint, string? Error) Parse(string text, bool verify, string? certificates)
    {
        var (scheme, rest) = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var colon
            ? (text.Substring(0, colon), text.Substring(colon + 3))
            : (text.StartsWith('/') ? "unix" : "tcp", text);
        if (verify || scheme == "https")
            return (null, CertificateError(certificates) ?? Texts.NoTls + ".");

        return scheme switch
        {
            "unix" => Unix(rest),
            "tcp" or "http" => Tcp(rest),
            "ssh" => (null, "ssh is not supported. Forward the socket (ssh -L /tmp/docker.sock:/var/run/docker.sock user@host) and use unix:///tmp/docker.sock, or use tcp://host:port."),
            "npipe" => (null, "named pipes are Windows only. Use tcp://host:port."),
            _ => (null, $"{scheme}:// is not known. Use unix:///path, tcp://host:port or http(s)://host:port."),
        };
    }

    private static (DockerEndpoint?, string?) Unix(string path) =>
        !path.StartsWith('/') ? (null, "the path of a socket starts with a slash, as in unix:///var/run/docker.sock.")
        : Encoding.UTF8.GetByteCount(path) > LongestSocketPath ? (null, $"the path of a socket may have at most {LongestSocketPath} bytes.")
        : Uri.TryCreate($"unix://{string.Join("/", path.Split('/').Select(Uri.EscapeDataString))}", UriKind.Absolute, out var uri) ? (new DockerEndpoint(uri), null)
        : (null, "the path of that socket can't be used. Take a plainer one.");

    private static (DockerEndpoint?, string?) Tcp(string authority)
    {
        if (!Uri.TryCreate($"http://{authority}", UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return (null, "it takes a host and a port, as in tcp://10.0.1.2:2375.");
        }

        var hasPort = authority.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal);
        return (new DockerEndpoint(hasPort ? uri : new UriBuilder(uri) { Port = PlainPort }.Uri), null);
    }

    private static string? CertificateError(string? certificates)
    {
        var directory = string.IsNullOrWhiteSpace(certificates) ? "/etc/ssl/docker" : certificates!;
        if (!Directory.Exists(directory))
            return $"the directory of certificates {directory} is not there. Mount it, or say where it is in DOCKER_CERT_PATH.";
        var missing = _certificateFiles.FirstOrDefault(file => !IsReadable(Path.Combine(directory, file)));
        return missing is null ? null : $"{Path.Combine(directory, missing)} can't be read. DOCKER_CERT_PATH must hold ca.pem, cert.pem and key.pem.";
    }

    private static bool IsReadable(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
