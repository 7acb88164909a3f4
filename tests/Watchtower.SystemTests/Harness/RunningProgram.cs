using System.Diagnostics;
using System.Text;

namespace Watchtower.SystemTests.Harness;

/// <summary>A program that was started, and what it has said so far.</summary>
public sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private bool _isDisposed;

    private RunningProgram(Process process, string command)
    {
        (_process, _command) = (process, command);
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
    }

    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="input">What it reads from its standard input.</param>
    public static RunningProgram Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null, string input = "")
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        var program = new RunningProgram(new Process { StartInfo = start }, string.Join(' ', command));
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        program._process.StandardInput.Write(input);
        program._process.StandardInput.Close();
        return program;
    }

    public string OutputSoFar
    {
        get
        {
            lock (_output)
                return $"{_output}{_errors}";
        }
    }

    /// <summary>Waits for its end.</summary>
    public Answer Wait(TimeSpan atMost)
    {
        if (!_process.WaitForExit(atMost))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`{_command}` had not ended after {atMost.TotalSeconds} s. It said:\n{OutputSoFar}");
        }

        _process.WaitForExit(); // the rest of its output
        return new Answer(_command, _process.ExitCode, _output.ToString(), _errors.ToString());
    }

    public void Signal(string signal) => Command.Run(["bash", "-c", $"kill -{signal} {_process.Id}"]);

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Append(StringBuilder text, string? line)
    {
        lock (_output)
        {
            if (line is not null)
                text.Append(line).Append('\n');
        }
    }
}
