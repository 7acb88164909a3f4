using System.Text;
using Watchtower.Tls;

namespace Watchtower.Docker;

/// <summary>Where the engine is: parsed once, before anything is connected.</summary>
/// <param name="Uri">unix, http or https.</param>
public sealed record DockerEndpoint(Uri Uri)
{
    public const string Default = "unix:///var/run/docker.sock";

    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    /// <summary>What the transport has room for in a socket's address.</summary>
    private const int LongestSocketPath = 90;

    public static DockerEndpoint Local { get; } = new(new Uri(Default));

    /// <summary>Null for a connection that is not encrypted.</summary>
    internal EngineTls? Tls { get; init; }

    /// <summary>Encrypted, but whoever answers is believed: as with docker, when there are certificates and no --tlsverify.</summary>
    public bool IsUnverified => Tls is { Authorities: null };

    /// <summary>Name or address, an IPv6 one without brackets.</summary>
    public string Host => Uri.DnsSafeHost.Trim('[', ']');

    /// <summary>As the user would write it.</summary>
    public override string ToString() => Uri.Scheme == "unix" ? $"unix://{Uri.LocalPath}" : $"tcp://{Uri.Authority}";

    /// <summary>A socket that is not there, which has its own remedy.</summary>
    public bool IsMissing => Uri.Scheme == "unix" && !File.Exists(Uri.LocalPath);

    /// <param name="text">As in <c>--host</c>.</param>
    /// <param name="verify">Use TLS, and only with an engine that proves who it is.</param>
    /// <param name="certificates">DOCKER_CERT_PATH; whoever sets it wants TLS.</param>
    /// <returns>The endpoint, or what is wrong as the end of a sentence: the other one is null.</returns>
    public static (DockerEndpoint? Endpoint, string? Error) Parse(string text, bool verify, string? certificates)
    {
        var (scheme, rest) = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var colon
            ? (text.Substring(0, colon), text.Substring(colon + 3))
            : (text.StartsWith('/') ? "unix" : "tcp", text);
        var isNamed = !string.IsNullOrWhiteSpace(certificates);
        var folder = isNamed ? certificates! : EngineTls.DefaultFolder;
        return scheme switch
        {
            "unix" or "http" when verify => (null, $"{Texts.NothingToVerify(scheme)}."),
            "unix" => Unix(rest),
            "http" => Tcp(rest, PlainPort, "tcp://10.0.1.2:2375"),
            "tcp" when !verify && !isNamed && !EngineTls.IsIn(folder) => Tcp(rest, PlainPort, "tcp://10.0.1.2:2375"),
            "tcp" or "https" => Encrypted(Tcp(rest, TlsPort, "tcp://10.0.1.2:2376"), folder, verify, isNamed),
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

    private static (DockerEndpoint?, string?) Tcp(string authority, int usualPort, string example)
    {
        if (!Uri.TryCreate($"http://{authority}", UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return (null, $"it takes a host and a port, as in {example}.");
        }

        var hasPort = authority.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal);
        return (new DockerEndpoint(hasPort ? uri : new UriBuilder(uri) { Port = usualPort }.Uri), null);
    }

    private static (DockerEndpoint?, string?) Encrypted((DockerEndpoint? Endpoint, string? Error) plain, string folder, bool verify, bool isFolderNeeded)
    {
        if (plain.Endpoint is not { Uri: var uri })
            return plain;
        var (tls, error) = EngineTls.Load(folder, verify, isFolderNeeded);
        return tls is null ? (null, error) : (new DockerEndpoint(new UriBuilder(uri) { Scheme = "https" }.Uri) { Tls = tls }, null);
    }
}
