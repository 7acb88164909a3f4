namespace Watchtower.SystemTests.Harness;

/// <summary>
/// The program under test: WATCHTOWER_BINARY, a command line such as <c>mono artifacts/publish/mono/watchtower.exe</c>.
/// </summary>
internal static class WatchtowerProgram
{
    public static IReadOnlyList<string> CommandLine { get; } =
        (Environment.GetEnvironmentVariable("WATCHTOWER_BINARY") ?? "artifacts/publish/amd64/watchtower")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static bool RunsOnMono => CommandLine[0] == "mono";

    /// <summary>Path of the program's file.</summary>
    public static string File => Path.GetFullPath(CommandLine[^1], Repository.Root);

    public static void Demand()
    {
        Requirement.Check("engine", System.IO.File.Exists(File) ? null : $"{File} is missing; build/publish.sh makes it");
        Requirement.Check("mono", !RunsOnMono || System.IO.File.Exists("/usr/bin/mono") ? null : "mono is missing; build/tools.sh installs it");
    }

    /// <param name="engine">DOCKER_HOST.</param>
    /// <param name="home">An empty folder: no login of the person who runs the tests is to be found there.</param>
    /// <param name="arguments">The program's own.</param>
    /// <param name="variables">Set beside those.</param>
    public static RunningProgram Start(string engine, string home, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? variables = null)
    {
        var environment = new Dictionary<string, string?>(Unset())
        {
            ["DOCKER_HOST"] = engine,
            ["DOCKER_CONFIG"] = home,
            ["HOME"] = home,
            ["WATCHTOWER_STATE"] = home,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
            environment[name] = value;
        return RunningProgram.Start([.. CommandLine.SkipLast(1), File, .. arguments], environment);
    }

    private static Dictionary<string, string?> Unset() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("WATCHTOWER_", StringComparison.Ordinal)
            || name.StartsWith("DOCKER_", StringComparison.Ordinal)
            || name.StartsWith("REPO_", StringComparison.Ordinal))
        .ToDictionary(name => name, _ => (string?)null);
}
