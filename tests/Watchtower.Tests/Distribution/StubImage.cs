using System.Diagnostics;

namespace Watchtower.Tests.Distribution;

/// <summary>
/// A folder that looks to <c>entrypoint.sh</c> like the image: binaries that only print what they are and were given, and
/// commands on PATH that speak of another machine.
/// </summary>
internal sealed class StubImage : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private readonly string _root = Directory.CreateTempSubdirectory("wt.").FullName;

    public StubImage(params string[] versions)
    {
        File.Copy(Repository.PathTo("entrypoint.sh"), Path.Combine(_root, "entrypoint.sh"));
        foreach (var version in versions)
            AddScript($"{version}/watchtower", $"for word in {version} \"$@\"; do printf '[%s]' \"$word\"; done");
    }

    /// <param name="machine">What <c>uname -m</c> says.</param>
    /// <param name="processor">What is in <c>/proc/cpuinfo</c>.</param>
    /// <returns>What the program or the refusal printed, and the exit code.</returns>
    public (string Output, string Errors, int ExitCode) Run(string machine, string[] arguments, string processor = "")
    {
        AddScript("bin/uname", $"echo {machine}");
        AddScript("bin/cat", $"echo '{processor}'");
        using var program = Process.Start(new ProcessStartInfo("/bin/sh", [Path.Combine(_root, "entrypoint.sh"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{_root}/bin:/usr/bin:/bin" },
        })!;
        var output = program.StandardOutput.ReadToEnd();
        var errors = program.StandardError.ReadToEnd();
        program.WaitForExit();
        return (output, errors, program.ExitCode);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void AddScript(string name, string text)
    {
        var file = new FileInfo(Path.Combine(_root, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.FullName, Executable);
    }
}
