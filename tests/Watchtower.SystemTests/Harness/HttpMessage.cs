using System.Globalization;
using System.Text;

namespace Watchtower.SystemTests.Harness;

/// <summary>A request or an answer as it goes over the socket, read as a whole.</summary>
/// <param name="Start">The first line.</param>
/// <param name="Headers">Without those that say how the body is framed.</param>
/// <param name="Body">Free of chunks.</param>
public sealed record HttpMessage(string Start, IReadOnlyList<string> Headers, ReadOnlyMemory<byte> Body)
{
    private const int LongestHead = 64 * 1024;
    private static readonly string[] _framing = ["content-length:", "transfer-encoding:", "connection:"];

    /// <summary>Null if the other side hangs up before it has said anything.</summary>
    public static async Task<HttpMessage?> ReadAsync(Stream stream, bool isAnswer, CancellationToken cancellation)
    {
        var head = new List<byte>();
        while (!EndsWithEmptyLine(head))
        {
            if (await ReadByteAsync(stream, cancellation) is not { } next || head.Count > LongestHead)
                return null;
            head.Add(next);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).ToList();
        var body = await ReadBodyAsync(stream, headers, isAnswer && HasBody(lines[0]), cancellation);
        return new HttpMessage(lines[0], [.. headers.Where(header => !_framing.Any(name => header.StartsWith(name, StringComparison.OrdinalIgnoreCase)))], body);
    }

    public static HttpMessage Refusal(int status, string reason) => new(
        $"HTTP/1.1 {status} Fault", ["Content-Type: application/json"], Encoding.UTF8.GetBytes($$"""{"message":"{{reason}}"}"""));

    /// <summary>A connection is for one call only, and both sides are told so.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellation)
    {
        var length = Body.Length > 0 || HasBody(Start) ? $"Content-Length: {Body.Length}\r\n" : "";
        var head = string.Concat([Start, "\r\n", .. Headers.Select(header => $"{header}\r\n"), length, "Connection: close\r\n\r\n"]);
        // In one piece: the engine may answer a call without a body and hang up before a second one arrives.
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. Body.Span], cancellation);
    }

    private static bool HasBody(string start) => !start.Contains(" 204 ", StringComparison.Ordinal) && !start.Contains(" 304 ", StringComparison.Ordinal);

    private static async Task<byte[]> ReadBodyAsync(Stream stream, List<string> headers, bool toTheEnd, CancellationToken cancellation)
    {
        if (Value(headers, "Transfer-Encoding") is "chunked")
            return await ReadChunksAsync(stream, cancellation);
        if (Value(headers, "Content-Length") is { } length)
            return await ReadExactlyAsync(stream, int.Parse(length, CultureInfo.InvariantCulture), cancellation);
        if (!toTheEnd)
            return [];
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, cancellation);
        return rest.ToArray();
    }

    private static async Task<byte[]> ReadChunksAsync(Stream stream, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = new StringBuilder();
            while (await ReadByteAsync(stream, cancellation) is { } next && next != '\n')
                line.Append((char)next);
            var text = line.ToString().Split(';')[0].Trim();
            var size = text.Length == 0 ? 0 : int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size > 0)
                body.Write(await ReadExactlyAsync(stream, size, cancellation));
            await ReadExactlyAsync(stream, 2, cancellation);
            if (size == 0)
                return body.ToArray();
        }
    }

    private static async Task<byte[]> ReadExactlyAsync(Stream stream, int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    private static async Task<byte?> ReadByteAsync(Stream stream, CancellationToken cancellation)
    {
        var one = new byte[1];
        return await stream.ReadAsync(one, cancellation) == 1 ? one[0] : null;
    }

    private static bool EndsWithEmptyLine(List<byte> head) => head is [.., 13, 10, 13, 10];

    private static string? Value(IEnumerable<string> headers, string name) => headers
        .Where(header => header.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(header => header[(name.Length + 1)..].Trim()).FirstOrDefault();
}
