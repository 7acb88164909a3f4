using NLog;
using NLog.Config;
using NLog.Targets;

namespace Watchtower;

/// <summary>The log is the user interface: one line an event, on standard output, where <c>docker logs</c> finds it.</summary>
internal static class LogSetup
{
    private const string Line = @"${date:format=yyyy-MM-dd HH\:mm\:ss} ${level:uppercase=true:padding=-5} ${message}";

    public static Logger Create(bool debug)
    {
        var configuration = new LoggingConfiguration();
#pragma warning disable CA2000 // the log lives as long as the process
        configuration.AddRule(debug ? LogLevel.Debug : LogLevel.Info, LogLevel.Fatal, new ConsoleTarget("console") { Layout = Line });
#pragma warning restore CA2000
        LogManager.Configuration = configuration;
        return LogManager.GetLogger("watchtower");
    }
}
