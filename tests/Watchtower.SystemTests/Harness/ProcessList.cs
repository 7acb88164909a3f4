using System.Text;

namespace Watchtower.SystemTests.Harness;

/// <summary>
/// Looks into the machine's list of processes again and again, as <c>ps</c> does, and keeps what it sees of one program and of
/// those that it starts: these have its environment.
/// </summary>
internal sealed class ProcessList : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    private readonly HashSet<string> _commandLines = [];
    private readonly HashSet<string> _environments = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;
    private readonly string _mark;

    /// <param name="mark">A text in the environment of those processes, and of no others.</param>
    public ProcessList(string mark)
    {
        _mark = mark;
        _looking = Task.Factory.StartNew(LookAgainAndAgain, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Whatever was seen, once nothing more is to come.</summary>
    public (IReadOnlyCollection<string> CommandLines, IReadOnlyCollection<string> Environments) End()
    {
        _end.Cancel();
        _looking.GetAwaiter().GetResult();
        return (_commandLines, _environments);
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    private void LookAgainAndAgain()
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsDigit(Path.GetFileName(folder)[0])))
                Look(process);
            Thread.Sleep(_pause);
        }
    }

    private void Look(string process)
    {
        try
        {
            var environment = Read(process, "environ");
            if (!environment.Contains(_mark, StringComparison.Ordinal))
                return;
            _environments.Add(environment);
            _commandLines.Add(Read(process, "cmdline"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
        }
    }

    private static string Read(string process, string file) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, file))).Replace('\0', ' ');
}
