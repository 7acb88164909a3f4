using Watchtower.Tests.Program;

namespace Watchtower.Tests.Distribution;

/// <summary>
/// A folder that looks to <c>entrypoint.sh</c> like the image: binaries that only print what they are and were given, and
/// commands on PATH that speak of another machine.
/// </summary>
internal sealed class StubImage : IDisposable
{
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
        return Script.Run(new("/bin/sh", [Path.Combine(_root, "entrypoint.sh"), .. arguments])
        {
            Environment = { ["PATH"] = $"{_root}/bin:/usr/bin:/bin" },
        });
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void AddScript(string name, string text) => Script.Write(Path.Combine(_root, name), $"#!/bin/sh\n{text}\n");
}
