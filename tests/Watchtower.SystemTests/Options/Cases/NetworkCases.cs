namespace Watchtower.SystemTests.Options.Cases;

internal static class NetworkCases
{
    private const string Family = "Networks";
    private const string LikeGenerated = "inspect shows it like one that the engine generated (moby#48168)";
    private static readonly Loss _addressUnknown = Loss.OnPodman("\\.(IPAddress|GlobalIPv6Address):", "podman does not show whether an address was asked for");
    private static readonly Loss _macUnknown = Loss.OnPodman("MacAddress:", "podman does not show whether a MAC address was asked for");
    private static readonly string[] _sameAddress = ["IPAddress$"];
    private static readonly string[] _sameMac = ["MacAddress$"];

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--network bridge"),
        new(Family, "--network host"),
        new(Family, "--network none"),
        new(Family, "--network {a}"),
        new(Family, "--network {a} --network-alias shop --network-alias store"),
        new(Family, "--network {a} --ip {a.ip}") { Fixed = _sameAddress, Loss = _addressUnknown },
        new(Family, "--network {net} --ip6 fd00:{number}::77") { Before = ["network create --ipv6 --subnet fd00:{number}::/64 {net}"], Fixed = ["GlobalIPv6Address$"], Loss = _addressUnknown },
        new(Family, "--network {a} --link-local-ip 169.254.10.1"),
        new(Family, "--network {a} --mac-address 02:42:ac:11:00:{hex}") { Fixed = _sameMac, Loss = _macUnknown },
        new(Family, "--mac-address 00:16:3e:11:00:{hex}") { About = "on the default bridge, globally administered", Fixed = _sameMac, Loss = _macUnknown },
        new(Family, "--mac-address 02:42:ac:12:00:{hex}") { About = "on the default bridge", Fixed = _sameMac, Loss = _macUnknown },
        new(Family, "--network {a}") { About = "and connected to {b}", After = ["network connect {b} {self}"] },
        new(Family, "--network {a} --ip {a.ip}")
        {
            About = "and connected to {b} with an address and an alias",
            After = ["network connect --ip {b.ip} --alias store {b} {self}"],
            Fixed = _sameAddress,
            Loss = _addressUnknown,
        },
        new(Family, "--network {a}") { About = "and connected to {b} and {c}", After = ["network connect --alias one {b} {self}", "network connect --alias two {c} {self}"] },
        new(Family, "--network bridge") { About = "and connected to {b}", After = ["network connect {b} {self}"] },
        new(Family, "--network {a}") { About = "and connected to the default bridge", After = ["network connect bridge {self}"] },
        new(Family, "--network {a}") { About = "then connected to {b} and disconnected from {a}", After = ["network connect {b} {self}", "network disconnect {a} {self}"] },
        new(Family, "--network {a} --network {b}"),
        new(Family, "--network name={a},ip={a.ip},alias=one --network name={b},ip={b.ip},alias=two") { Fixed = _sameAddress, Loss = _addressUnknown },
        new(Family, "--network name={a},gw-priority=1 --network name={b},gw-priority=10"),
        new(Family, "--network name={a},driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1"),
        new(Family, "--network name={a},driver-opt=com.docker.network.endpoint.ifname=mine0"),
        new(Family, "--network name={a} --network name={b},mac-address=00:16:3e:12:00:{hex}") { About = "globally administered", Fixed = ["Networks\\.b.*MacAddress$"] },
        new(Family, "--network name={a} --network name={b},mac-address=02:42:ac:13:00:{hex}")
        {
            About = "as engines up to 27 generate them",
            Fixed = ["Networks\\.b.*MacAddress$"],
            Loss = new("Networks\\.b.*MacAddress", LikeGenerated),
        },
        new(Family, "--network name={a} --network name={b},mac-address=0a:16:3e:14:00:{hex}")
        {
            About = "locally administered, as engines from 28 generate them",
            Fixed = ["Networks\\.b.*MacAddress$"],
            Loss = new("Networks\\.b.*MacAddress", LikeGenerated) { Engines = ["28.5"] },
        },
        new(Family, "--network {net}") { About = "internal", Before = ["network create --internal {net}"] },
        new(Family, "--network {net}") { About = "with options of the driver", Before = ["network create --opt com.docker.network.driver.mtu=1400 {net}"] },
        new(Family, "--network {net}") { About = "macvlan", Before = ["network create --driver macvlan --subnet 10.199.{number}.0/24 {net}"] },
        new(Family, "--network {net}") { About = "ipvlan", Before = ["network create --driver ipvlan --subnet 10.198.{number}.0/24 {net}"] },
        new(Family, "--dns 10.0.0.53 --dns 10.0.0.54"),
        new(Family, "--dns-search example.org --dns-option ndots:2 --dns-option timeout:1"),
        new(Family, "--add-host printer:10.0.0.9 --add-host gateway:host-gateway"),
        new(Family, "--add-host v6:fd00::9"),
    ];
}
