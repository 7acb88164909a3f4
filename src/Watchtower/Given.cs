namespace Watchtower;

/// <summary>A value as somebody wrote it, and where: for an error text that helps.</summary>
/// <param name="Text">Not yet checked.</param>
/// <param name="Source">The option or the environment variable.</param>
public sealed record Given(string Text, string Source);

/// <summary>What was given of each option; what nobody gave is not in it.</summary>
public sealed class GivenValues(IReadOnlyDictionary<Option, Given> values)
{
    public Given? Of(Option option) => values.TryGetValue(option, out var given) ? given : null;

    /// <summary>These values, and the others' only where these say nothing.</summary>
    public GivenValues Over(GivenValues others) => Collect(option => Of(option) ?? others.Of(option));

    /// <summary>Empty variables count as not set: a compose file often passes them on like that.</summary>
    public static GivenValues FromEnvironment(Func<string, string?> variable) => Collect(option =>
        option.Variable is { } name && variable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? new Given(text.Trim(), name) : null);

    public static GivenValues Collect(Func<Option, Given?> find)
    {
        var values = new Dictionary<Option, Given>();
        foreach (var option in Option.All)
        {
            if (find(option) is { } given)
                values[option] = given;
        }

        return new GivenValues(values);
    }
}
