using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Watchtower.FakeDocker;

/// <summary>One HTTP/1.1 request, read whole.</summary>
/// <param name="Method">Such as GET.</param>
/// <param name="Segments">The path, unescaped and without its version.</param>
/// <param name="Parameters">Of the query, unescaped.</param>
/// <param name="Body">Empty if there is none.</param>
internal sealed partial record HttpRequest(
    string Method, string[] Segments, IReadOnlyDictionary<string, string> Parameters, string Body)
{
    public string? Query(string key) => Parameters.GetValueOrDefault(key);

    /// <summary>Null if the other side hung up before it asked anything.</summary>
    public static async Task<HttpRequest?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        if (await ReadLineAsync(stream, cancellation) is not { Length: > 0 } first)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(stream, cancellation) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

        var (method, target) = (first.Split(' ')[0], first.Split(' ')[1]);
        var path = target.Split('?')[0];
        var query = target.Length > path.Length ? target[(path.Length + 1)..] : "";
        return new HttpRequest(
            method,
            [.. VersionPrefix().Replace(path, "/").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)],
            Parse(query),
            await ReadBodyAsync(stream, headers, cancellation));
    }

    private static Dictionary<string, string> Parse(string query) => query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? Uri.UnescapeDataString(pair[1].Replace('+', ' ')) : "");

    private static async Task<string> ReadBodyAsync(Stream stream, Dictionary<string, string> headers, CancellationToken cancellation)
    {
        if (headers.TryGetValue("Content-Length", out var length))
            return await ReadTextAsync(stream, int.Parse(length, CultureInfo.InvariantCulture), cancellation);
        if (!headers.TryGetValue("Transfer-Encoding", out var encoding) || encoding != "chunked")
            return "";

        var body = new StringBuilder();
        while (int.Parse((await ReadLineAsync(stream, cancellation))!.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size and > 0)
        {
            body.Append(await ReadTextAsync(stream, size, cancellation));
            await ReadLineAsync(stream, cancellation);
        }

        return body.ToString();
    }

    private static async Task<string> ReadTextAsync(Stream stream, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return Encoding.UTF8.GetString(bytes);
    }

    private static async Task<string?> ReadLineAsync(Stream stream, CancellationToken cancellation)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await stream.ReadAsync(next, cancellation) > 0)
        {
            if (next[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(next[0]);
        }

        return null;
    }

    [GeneratedRegex(@"^/v1\.\d+/")]
    private static partial Regex VersionPrefix();
}
