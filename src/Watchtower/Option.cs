namespace Watchtower;

/// <summary>Every option there is, once: the command line, the environment and the help text are read off this table.</summary>
/// <param name="Name">Long name without the dashes.</param>
/// <param name="Letter">Short name, if it has one.</param>
/// <param name="Variable">Environment variable, if it has one.</param>
/// <param name="ValueName">What its value is called in the help text; null for a switch.</param>
/// <param name="Help">One sentence.</param>
public sealed record Option(string Name, char? Letter, string? Variable, string? ValueName, string Help)
{
    public static Option Host { get; } = new("host", 'H', "DOCKER_HOST", "HOST",
        "Docker engine: unix:///path, tcp://host:port or http(s)://host:port. Default: unix:///var/run/docker.sock");

    public static Option Interval { get; } = new("interval", 'i', "WATCHTOWER_POLL_INTERVAL", "SECONDS",
        "Seconds from one check to the next. Default: 300");

    public static Option NoPull { get; } = new("no-pull", null, "WATCHTOWER_NO_PULL", null,
        "Do not pull: only notice images that are new in the local cache.");

    public static Option Cleanup { get; } = new("cleanup", null, "WATCHTOWER_CLEANUP", null,
        "Remove the old image after an update, once nothing uses it.");

    public static Option TlsVerify { get; } = new("tlsverify", null, "DOCKER_TLS_VERIFY", null,
        "Use TLS and verify the engine; certificates from DOCKER_CERT_PATH. Default path: /etc/ssl/docker");

    public static Option ApiVersion { get; } = new("apiversion", null, "DOCKER_API_VERSION", "VERSION",
        "Refuse an engine whose API is older than this.");

    public static Option Debug { get; } = new("debug", null, "WATCHTOWER_DEBUG", null,
        "Tell every decision and its reason.");

    public static Option RunOnce { get; } = new("run-once", 'R', "WATCHTOWER_RUN_ONCE", null,
        "Check once, then exit: 0 if all went well, 1 if an update failed.");

    public static Option LabelEnable { get; } = new("label-enable", 'e', "WATCHTOWER_LABEL_ENABLE", null,
        "Look only after containers labelled ai.talm.watchtower.enable=true.");

    public static Option StopTimeout { get; } = new("stop-timeout", 't', "WATCHTOWER_TIMEOUT", "TIME",
        "How long a container may take to stop, such as 30s or 2m; its own setting wins. Default: 10s");

    public static Option Preflight { get; } = new("preflight", null, "WATCHTOWER_PREFLIGHT", null,
        "Only look whether everything is there that an update needs, print a table, then exit: 0 if so, 1 if not.");

    public static IReadOnlyList<Option> All { get; } =
        [Host, Interval, NoPull, Cleanup, TlsVerify, ApiVersion, Debug, RunOnce, LabelEnable, StopTimeout, Preflight];

    public bool IsSwitch => ValueName is null;

    /// <summary>A name is there once; comparing the rest, too, would need a comparer that Mono makes by reflection.</summary>
    public bool Equals(Option? other) => other?.Name == Name;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    public override string ToString() => $"--{Name}";
}
