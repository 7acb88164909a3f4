using System.Globalization;
using Watchtower.Docker;

namespace Watchtower;

/// <summary>Turns what was given into settings, or into one line about the first value that can't be used.</summary>
public sealed class SettingsParser
{
    /// <summary>The longest wait that a timer takes on every runtime: 24 days.</summary>
    private const int LongestInterval = 2_147_483;

    private readonly GivenValues _given;

    private SettingsParser(GivenValues given) => _given = given;

    /// <summary>Set by the first value that makes no sense.</summary>
    public string? Error { get; private set; }

    /// <returns>The settings, or the error: the other one is null.</returns>
    public static (Settings? Settings, string? Error) Parse(CommandLine commandLine, Func<string, string?> variable)
    {
        var parser = new SettingsParser(commandLine.Values.Over(GivenValues.FromEnvironment(variable)));
        var settings = parser.Parse(commandLine.Names, variable("DOCKER_CERT_PATH"));
        return parser.Error is null ? (settings, null) : (null, parser.Error);
    }

    private Settings Parse(IReadOnlyList<string> names, string? certificates) => new()
    {
        Interval = Read(Option.Interval, Seconds, TimeSpan.FromSeconds(300), Texts.WholeSeconds(LongestInterval)),
        StopTimeout = Read(Option.StopTimeout, Durations.TryParse, TimeSpan.FromSeconds(10), Texts.Duration),
        MinimumApiVersion = ReadApiVersion(),
        NoPull = Switch(Option.NoPull),
        Cleanup = Switch(Option.Cleanup),
        Debug = Switch(Option.Debug),
        RunOnce = Switch(Option.RunOnce),
        LabelEnable = Switch(Option.LabelEnable),
        Preflight = Switch(Option.Preflight),
        Names = [.. names.Select(Name)],
        Endpoint = ReadEndpoint(certificates),
    };

    private DockerEndpoint ReadEndpoint(string? certificates)
    {
        // Docker itself takes any text in DOCKER_TLS_VERIFY for a yes.
        var verify = _given.Of(Option.TlsVerify) is { Source: "DOCKER_TLS_VERIFY" } || Switch(Option.TlsVerify);
        var given = _given.Of(Option.Host) ?? new Given(DockerEndpoint.Default, Option.Host.ToString());
        var (endpoint, error) = DockerEndpoint.Parse(given.Text, verify, certificates);
        if (error is not null)
            Fail(Texts.BadValue(given, error.TrimEnd('.')));
        return endpoint ?? DockerEndpoint.Local;
    }

    private Version? ReadApiVersion()
    {
        if (_given.Of(Option.ApiVersion) is not { } given)
            return null;
        if (!Version.TryParse(given.Text.TrimStart('v'), out var version) || version.Build >= 0)
            Fail(Texts.BadValue(given, Texts.ApiVersion));
        return version;
    }

    private T Read<T>(Option option, Func<string, T?> parse, T otherwise, string expected)
        where T : struct
    {
        if (_given.Of(option) is not { } given)
            return otherwise;
        if (parse(given.Text) is { } value)
            return value;
        Fail(Texts.BadValue(given, expected));
        return otherwise;
    }

    private bool Switch(Option option) => Read<bool>(option, OnOrOff, false, Texts.OnOrOff);

    private string Name(string name)
    {
        if (name.Trim().Length == 0)
            Fail(Texts.EmptyName);
        return name;
    }

    private void Fail(string error) => Error ??= error;

    private static TimeSpan? Seconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestInterval
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static bool? OnOrOff(string text) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" or "ON" => true,
        "0" or "FALSE" or "NO" or "OFF" => false,
        _ => null,
    };
}
