using System.Diagnostics;

namespace Watchtower.Tests.Program;

/// <summary>Programs other than Watchtower: what is run for its answer, and what tests write to be run.</summary>
internal static class Script
{
    /// <summary>Runs it to its end.</summary>
    public static (string Output, string Errors, int ExitCode) Run(ProcessStartInfo start, string input = "")
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var program = Process.Start(start)!;
        program.StandardInput.Write(input);
        program.StandardInput.Close();
        var errors = program.StandardError.ReadToEndAsync();
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        return (output, errors.Result, program.ExitCode);
    }

    /// <summary>
    /// Writes a program, in a process of its own: Linux refuses to run what somebody has open for writing, and every program
    /// that other tests are starting at that moment has open for a while what this process had.
    /// </summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var (_, errors, exitCode) = Run(new("/bin/sh", ["-c", "cat >\"$1\" && chmod 755 \"$1\"", "sh", path]), text);
        if (exitCode != 0)
            throw new IOException(errors);
    }
}
