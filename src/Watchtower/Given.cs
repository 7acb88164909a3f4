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
    public GivenValues Over(GivenValues others) => new(Option.All
        .Select(option => (option, given: Of(option) ?? others.Of(option)))
        .Where(pair => pair.given is not null)
        .ToDictionary(pair => pair.option, pair => pair.given!));

    /// <summary>Empty variables count as not set: a compose file often passes them on like that.</summary>
    public static GivenValues FromEnvironment(Func<string, string?> variable) => new(Option.All
        .Where(option => option.Variable is not null)
        .Select(option => (option, text: variable(option.Variable!)))
        .Where(pair => !string.IsNullOrWhiteSpace(pair.text))
        .ToDictionary(pair => pair.option, pair => new Given(pair.text!.Trim(), pair.option.Variable!)));
}
