using System.Diagnostics;

namespace Watchtower.Tests.Program;

/// <summary>The built program as a process of its own, with nothing but the given environment.</summary>
internal sealed class WatchtowerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private WatchtowerProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static WatchtowerProcess Start(string[] arguments, params (string Variable, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "watchtower.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return new WatchtowerProcess(Process.Start(start)!);
    }

    public static async Task<Ending> RunAsync(string[] arguments, params (string Variable, string Value)[] environment)
    {
        using var program = Start(arguments, environment);
        return await program.EndAsync();
    }

    /// <summary>Asks it to end, as <c>docker stop</c> does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    public async Task<Ending> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new Ending(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static bool IsOurs(string variable) =>
        variable.StartsWith("WATCHTOWER_", StringComparison.Ordinal) || variable.StartsWith("DOCKER_", StringComparison.Ordinal);

    /// <summary>How it went: the exit code, and what was written where.</summary>
    internal sealed record Ending(int ExitCode, string Output, string Errors);
}
