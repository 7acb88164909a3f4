using NLog;
using NLog.Config;
using NLog.Targets;

namespace Watchtower;

/// <summary>The log is the user interface: one line an event, on standard output, where <c>docker logs</c> finds it.</summary>
internal static class LogSetup
{
    public static Logger Create(bool debug)
    {
        var configuration = new LoggingConfiguration();
#pragma warning disable CA2000 // the log lives as long as the process
        configuration.AddRule(debug ? LogLevel.Debug : LogLevel.Info, LogLevel.Fatal, new StandardOutput());
#pragma warning restore CA2000
        LogManager.Configuration = configuration;
        return LogManager.GetLogger("watchtower");
    }

    /// <summary>Writes the line itself: a layout given as text would be parsed at every start, which a Pi 1 feels.</summary>
    private sealed class StandardOutput : Target
    {
        public StandardOutput() => Name = "console";

        protected override void Write(LogEventInfo logEvent) => Console.Out.WriteLine(FormattableString.Invariant(
            $"{logEvent.TimeStamp:yyyy-MM-dd HH:mm:ss} {logEvent.Level.Name.ToUpperInvariant(),-5} {logEvent.FormattedMessage}"));
    }
}
