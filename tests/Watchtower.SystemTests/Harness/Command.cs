namespace Watchtower.SystemTests.Harness;

public static class Command
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    public static Answer Run(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null, string input = "")
    {
        using var program = RunningProgram.Start(command, environment, input);
        return program.Wait(_patience);
    }
}
