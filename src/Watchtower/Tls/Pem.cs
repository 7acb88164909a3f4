namespace Watchtower.Tls;

/// <summary>One block of a PEM file. Source: RFC 7468.</summary>
/// <param name="Label">Such as CERTIFICATE.</param>
/// <param name="Bytes">What it encodes; null if that can't be read.</param>
/// <param name="IsLocked">With a passphrase, in the old way that leaves the label as it is.</param>
internal sealed record Pem(string Label, byte[]? Bytes, bool IsLocked)
{
    private const string Begin = "-----BEGIN ";
    private const string Dashes = "-----";

    public static IReadOnlyList<Pem> ReadAll(string text)
    {
        var blocks = new List<Pem>();
        string? label = null;
        var body = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith(Begin, StringComparison.Ordinal) && line.EndsWith(Dashes, StringComparison.Ordinal) && line.Length > Begin.Length + Dashes.Length)
            {
                label = line.Substring(Begin.Length, line.Length - Begin.Length - Dashes.Length);
                body.Clear();
            }
            else if (label is not null && line == $"-----END {label}-----")
            {
                blocks.Add(new Pem(label, Decode(body), body.Any(part => part.Contains("ENCRYPTED"))));
                label = null;
            }
            else
            {
                body.Add(line);
            }
        }

        return blocks;
    }

    public static IReadOnlyList<byte[]> Certificates(string text) =>
        [.. ReadAll(text).Where(block => block.Label == "CERTIFICATE").Select(block => block.Bytes).OfType<byte[]>()];

    private static byte[]? Decode(IEnumerable<string> lines)
    {
        try
        {
            return Convert.FromBase64String(string.Concat(lines.Where(line => !line.Contains(':')))); // the others are headers
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
