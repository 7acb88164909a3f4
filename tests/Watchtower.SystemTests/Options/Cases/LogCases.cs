namespace Watchtower.SystemTests.Options.Cases;

internal static class LogCases
{
    private const string Family = "Logs";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--log-driver none"),
        new(Family, "--log-driver local"),
        new(Family, "--log-driver json-file --log-opt max-size=1m --log-opt max-file=3 --log-opt compress=true"),
        new(Family, "--log-opt labels=mine --log-opt env=MINE --log-opt 'tag={{.Name}}'"),
        new(Family, "--log-driver syslog --log-opt syslog-address=udp://127.0.0.1:5514"),
        new(Family, "--log-driver gelf --log-opt gelf-address=udp://127.0.0.1:12201"),
        new(Family, "--log-driver fluentd --log-opt fluentd-async=true --log-opt mode=non-blocking --log-opt max-buffer-size=1m"),
        new(Family, "--log-driver journald"),
        new(Family, "--log-driver k8s-file"),
    ];
}
