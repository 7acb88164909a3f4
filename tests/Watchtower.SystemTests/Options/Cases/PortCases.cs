namespace Watchtower.SystemTests.Options.Cases;

internal static class PortCases
{
    private const string Family = "Ports";
    private static readonly string[] _samePorts = ["NetworkSettings\\.Ports\\..*"];

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--publish {port}:80") { Fixed = _samePorts },
        new(Family, "--publish 127.0.0.1:{port}:80") { Fixed = _samePorts },
        new(Family, "--publish {port}:80/udp") { Fixed = _samePorts },
        new(Family, "--publish {port}:53/tcp --publish {port}:53/udp") { Fixed = _samePorts },
        new(Family, "--publish {ports}:7000-7002") { Fixed = _samePorts },
        new(Family, "--publish {ports}:80") { About = "one of a range" },
        new(Family, "--publish 80") { About = "a random port" },
        new(Family, "--publish 127.0.0.1::80") { About = "a random port of one address" },
        new(Family, "--publish {port}:80 --publish {port}:80") { About = "twice", Fixed = _samePorts },
        new(Family, "--publish {port}:80/sctp") { Fixed = _samePorts },
        new(Family, "--publish [::1]:{port}:80") { About = "IPv6", Fixed = _samePorts },
        new(Family, "--publish-all")
        {
            Loss = Loss.OnPodman("81/tcp|82/tcp", "podman shows the ports that it has picked, and not that it was to pick them"),
        },
        new(Family, "--expose 7000 --expose 7100-7103/udp"),
    ];
}
