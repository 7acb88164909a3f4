using System.Text;

namespace Watchtower.Registries;

/// <summary>
/// How a registry wants to be answered: <c>Bearer realm="https://auth.example/token",service="example"</c>.
/// Source: RFC 9110, section 11.
/// </summary>
/// <param name="Scheme">Such as Bearer, in any case.</param>
/// <param name="Parameters">By name, in any case.</param>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public bool Is(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    public string? Find(string parameter) => Parameters.TryGetValue(parameter, out var value) ? value : null;

    /// <summary>All challenges of a header; what can't be understood is passed over.</summary>
    public static IReadOnlyList<Challenge> Parse(string header)
    {
        var challenges = new List<Challenge>();
        var parameters = new Dictionary<string, string>();
        for (var at = 0; at < header.Length;)
        {
            SkipSpace(header, ref at);
            var word = ReadWord(header, ref at);
            SkipSpace(header, ref at);
            if (at < header.Length && header[at] == '=')
            {
                at++;
                SkipSpace(header, ref at);
                parameters[word] = at < header.Length && header[at] == '"' ? ReadQuoted(header, ref at) : ReadWord(header, ref at);
            }
            else if (word.Length > 0)
            {
                parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new Challenge(word, parameters));
            }
            else
            {
                at++; // a comma, or what should not be there
            }
        }

        return challenges;
    }

    private static void SkipSpace(string header, ref int at)
    {
        while (at < header.Length && header[at] is (' ' or '\t'))
            at++;
    }

    private static string ReadWord(string header, ref int at)
    {
        var start = at;
        while (at < header.Length && header[at] is not (' ' or '\t' or ',' or '=' or '"'))
            at++;
        return header.Substring(start, at - start);
    }

    private static string ReadQuoted(string header, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length)
                at++;
            text.Append(header[at]);
        }

        at++;
        return text.ToString();
    }
}
