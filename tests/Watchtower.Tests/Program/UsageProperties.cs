using CsCheck;
using Watchtower.Docker;

namespace Watchtower.Tests.Program;

/// <summary>Nothing that can be typed makes the program stumble.</summary>
public sealed class UsageProperties
{
    private static readonly Gen<string> _word = Gen.OneOf(
        Gen.OneOf(
            "-h", "-H", "-h=", "--", "-", "--host", "--host=", "-i", "--interval", "--interval=", "-t", "-R", "-e", "-v", "-Re", "--help", "--version",
            "--api-version", "--apiversion=", "--cleanup", "--cleanup=", "--tlsverify", "--no-such", "nginx", "", " ", "60", "10s", "tcp://nas:2375"),
        Gen.String[Gen.Char.AlphaNumeric, 0, 8],
        Gen.String[Gen.Char["-=:/@ \n\t\"'hHiR"], 0, 6],
        Gen.String[0, 12]);

    private static readonly Gen<string> _host = Gen.OneOf(
        Gen.String[0, 40],
        Gen.Select(
            Gen.OneOf("", "unix://", "unix:///", "tcp://", "http://", "https://", "ssh://", "TCP://", "://", "/", "[::1]", "nas:"),
            Gen.OneOf(Gen.String[0, 30], Gen.String[Gen.Char["abc019.:/[]%#?@\\ -"], 0, 120]),
            (start, rest) => start + rest));

    [Fact]
    public void Any_list_of_arguments_gives_settings_or_one_line() => _word.List[0, 6].Sample(words =>
    {
        var (settings, error) = new Invocation([.. words]).Parse();
        return IsOneOrTheOther(settings, error);
    });

    [Fact]
    public void Any_value_of_any_variable_gives_settings_or_one_line() =>
        Gen.Select(Gen.OneOf([.. Option.All.Select(option => option.Variable!)]), Gen.OneOf(_word, _host)).Sample((variable, value) =>
        {
            var (settings, error) = new Invocation().With(variable, value).Parse();
            return IsOneOrTheOther(settings, error);
        });

    [Fact]
    public void Any_host_gives_an_endpoint_or_one_line() => _host.Sample(host =>
    {
        var (endpoint, error) = DockerEndpoint.Parse(host, verify: false, certificates: null);
        if (endpoint is null)
            return IsOneLine(error);
        var isEncrypted = host.StartsWith("https://", StringComparison.Ordinal);
        return error is null && endpoint.ToString().Length > 0
            && (isEncrypted ? endpoint.Uri.Scheme == "https" && endpoint.Tls is not null : endpoint.Uri.Scheme is "unix" or "http" && endpoint.Tls is null);
    });

    private static bool IsOneOrTheOther(Settings? settings, string? error) => settings is null ? IsOneLine(error) : error is null;

    private static bool IsOneLine(string? error) => !string.IsNullOrWhiteSpace(error) && error.IndexOfAny(['\r', '\n']) < 0;
}
