namespace Watchtower.SystemTests.Faults;

/// <summary>What is played, as it goes on: a full run takes long, and one that was broken off can be continued.</summary>
internal sealed class FaultLog
{
    private readonly Lock _noting = new();
    private readonly string _path;
    private readonly HashSet<string> _before = [];

    /// <param name="path">Of its file.</param>
    /// <param name="isContinued">What it has is kept.</param>
    public FaultLog(string path, bool isContinued)
    {
        _path = path;
        if (isContinued && File.Exists(path))
            _before = [.. File.ReadLines(path).Where(line => line.Length > TimeLength).Select(line => line[TimeLength..])];
        else
            File.Delete(path);
    }

    private static int TimeLength => "00:00:00 ".Length;

    public void Note(string text)
    {
        lock (_noting)
            File.AppendAllText(_path, $"{DateTime.Now:HH:mm:ss} {text}\n");
    }

    /// <returns>How that play was survived before; null if it was not.</returns>
    public FaultResult? Find(FaultPlan plan) =>
        new[] { true, false }.Select(cameUp => new FaultResult(plan, Complaint: null, cameUp)).FirstOrDefault(result => _before.Contains($"{result}"));
}
