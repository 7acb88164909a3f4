using NLog;
using NLog.Config;
using NLog.Targets;

namespace Watchtower.Tests.Program;

/// <summary>A log that keeps its lines: the level, a space, and the text as a person would read it.</summary>
internal sealed class RecordedLog : IDisposable
{
    private readonly MemoryTarget _target = new("memory") { Layout = "${level} ${message}" };
    private readonly LogFactory _factory = new();

    public RecordedLog(bool debug = true)
    {
        var configuration = new LoggingConfiguration(_factory);
        configuration.AddRule(debug ? LogLevel.Debug : LogLevel.Info, LogLevel.Fatal, _target);
        _factory.ThrowExceptions = true; // what NLog would swallow, a test must see
        _factory.Configuration = configuration;
        Logger = _factory.GetLogger("watchtower");
    }

    public Logger Logger { get; }

    public IReadOnlyList<string> Lines => [.. _target.Logs];

    public void Dispose()
    {
        _factory.Dispose();
        _target.Dispose();
    }
}
