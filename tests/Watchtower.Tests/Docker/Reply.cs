using System.Globalization;
using System.Text;

namespace Watchtower.Tests.Docker;

/// <summary>What a connection does after a reply.</summary>
internal enum Afterwards
{
    /// <summary>Waits for the next request, as HTTP 1.1 has it.</summary>
    Open,

    /// <summary>Is closed without a word.</summary>
    Closed,

    /// <summary>Stays open, and nothing comes any more.</summary>
    Silent,
}

/// <summary>The bytes of an answer, and how the connection goes on.</summary>
internal sealed record Reply(byte[] Bytes, Afterwards Afterwards = Afterwards.Open)
{
    public static Reply Silence => new([], Afterwards.Silent);

    public static Reply HangUp => new([], Afterwards.Closed);

    public static Reply Json(string json, int status = 200) => Page("application/json", json, status);

    /// <summary>A refusal as the engine words it.</summary>
    public static Reply Refusal(int status, string message) => Json($$"""{"message":"{{message}}"}""", status);

    public static Reply Html(string html, int status) => Page("text/html", html, status);

    public static Reply Empty(int status = 204) => new(Head(status, ""));

    /// <summary>An answer that arrives over time, line by line.</summary>
    public static Reply Lines(params string[] lines)
    {
        var chunks = lines.Select(line => line + "\n").Select(line =>
            string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(line):x}\r\n{line}\r\n"));
        return new(Head(200, "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
            .Concat(Encoding.UTF8.GetBytes(string.Concat(chunks) + "0\r\n\r\n")).ToArray());
    }

    /// <summary>The same without its end, and then nothing more on that connection.</summary>
    public Reply CutBy(int bytes, Afterwards afterwards = Afterwards.Closed) => new(Bytes[..^bytes], afterwards);

    private static Reply Page(string type, string text, int status)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return new([.. Head(status, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n"), .. body]);
    }

    private static byte[] Head(int status, string fields) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Whatever\r\n{fields}\r\n");
}
