namespace Watchtower.Updating;

/// <summary>
/// What a person would type to get the old containers back, for the day on which even going back failed.
/// Names and ids only: no option of a container, and so no secret, appears in it.
/// </summary>
internal static class RepairCommands
{
    public static string For(IEnumerable<JournalState> states) => string.Join(" && ", states.SelectMany(For));

    private static IEnumerable<string> For(JournalState state)
    {
        if (state.Survivor(useSpares: false) is not { } survivor)
            yield break;
        if (state.Replacement is { } replacement && replacement.Id != survivor.Id)
            yield return $"docker rm -f {replacement.Name}";
        if (survivor.Name != state.Entry.Name)
            yield return $"docker rename {survivor.Name} {state.Entry.Name}";
        if (!survivor.IsRunning)
            yield return $"docker start {state.Entry.Name}";
    }
}
