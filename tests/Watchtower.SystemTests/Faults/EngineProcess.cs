using System.Diagnostics;
using System.Globalization;

namespace Watchtower.SystemTests.Faults;

/// <summary>The dockerd that build/engine.sh has started: its folder has its pid.</summary>
internal sealed class EngineProcess(TestEngine engine)
{
    private const string Start = """setsid "${@:2}" >>"$1" 2>&1 </dev/null &""";

    private readonly string _folder = Path.GetDirectoryName(engine.Socket)!;

    private string PidFile => Path.Combine(_folder, "engine.pid");

    public void Demand() => Skip.IfNot(File.Exists(PidFile), "only an engine of build/engine.sh may be killed");

    /// <summary>kill -9 and the same command line again; returns before the new one answers.</summary>
    public void KillAndStart()
    {
        var pid = int.Parse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture);
        var commandLine = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word == "tcp://127.0.0.1:0" ? engine.TlsAddress : word); // the port that others know
        using (var process = Process.GetProcessById(pid))
        {
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(30));
        }

        Command.Run(["bash", "-c", Start, "start", Path.Combine(_folder, "engine.log"), .. commandLine]);
    }
}
