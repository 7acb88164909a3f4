using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Watchtower.SystemTests.Harness;

/// <summary>
/// Lets those who give the password of <see cref="PrivateRegistry"/> do what they ask for, and everybody else nothing.
/// Source: https://distribution.github.io/distribution/spec/auth/token/ and …/jwt/.
/// </summary>
public sealed class TokenServer : IDisposable
{
    public const string Service = "the registry of the tests";
    public const string Issuer = "the token server of the tests";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Authority _authority;
    private readonly List<string> _scopes = [];

    public TokenServer(Authority authority)
    {
        _authority = authority;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}/token";

    /// <summary>What was asked for so far, in order.</summary>
    public IReadOnlyList<string> Scopes
    {
        get
        {
            lock (_scopes)
                return [.. _scopes];
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        using var client = caller;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            var head = new List<string>();
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
                head.Add(line);
            if (head.Count == 0)
                return;
            var answer = Encoding.UTF8.GetBytes(Answer(new Uri($"http://server{head[0].Split(' ')[1]}"), head));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n"));
            await stream.WriteAsync(answer);
        }
        catch (IOException)
        {
            // It hung up.
        }
    }

    private string Answer(Uri request, IReadOnlyList<string> head)
    {
        var scopes = request.Query.TrimStart('?').Split('&').Where(pair => pair.StartsWith("scope=", StringComparison.Ordinal))
            .Select(pair => Uri.UnescapeDataString(pair["scope=".Length..].Replace('+', ' '))).ToList();
        lock (_scopes)
            _scopes.AddRange(scopes);
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PrivateRegistry.Username}:{PrivateRegistry.Password}"));
        var isKnown = head.Any(line => line.Equals($"Authorization: Basic {login}", StringComparison.OrdinalIgnoreCase));
        var token = Token(isKnown ? scopes : []);
        return new JsonObject { ["token"] = token, ["expires_in"] = 300 }.ToJsonString();
    }

    private string Token(IEnumerable<string> scopes)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var access = scopes.Select(scope => scope.Split(':')).Where(parts => parts.Length == 3).Select(parts => (JsonNode)new JsonObject
        {
            ["type"] = parts[0],
            ["name"] = parts[1],
            ["actions"] = new JsonArray([.. parts[2].Split(',').Select(action => (JsonNode)action)]),
        });
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["x5c"] = new JsonArray(Convert.ToBase64String(_authority.Certificate.RawData)) };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = PrivateRegistry.Username,
            ["aud"] = Service,
            ["exp"] = now + 300,
            ["nbf"] = now - 60,
            ["iat"] = now - 60,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["access"] = new JsonArray([.. access]),
        };
        var signed = $"{Base64(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64(_authority.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
