namespace Watchtower.SystemTests.Options.Cases;

internal static class SecurityCases
{
    private const string Family = "Rights and devices";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--cap-add NET_ADMIN"),
        new(Family, "--cap-drop NET_RAW --cap-drop MKNOD"),
        new(Family, "--cap-drop ALL --cap-add CHOWN"),
        new(Family, "--cap-add ALL"),
        new(Family, "--privileged"),
        new(Family, "--security-opt no-new-privileges"),
        new(Family, "--security-opt seccomp=unconfined"),
        new(Family, "--security-opt apparmor=unconfined"),
        new(Family, "--security-opt label=disable"),
        new(Family, "--security-opt systempaths=unconfined"),
        new(Family, "--security-opt seccomp={folder}/seccomp.json"),
        new(Family, "--security-opt writable-cgroups=true"),
        new(Family, "--read-only"),
        new(Family, "--group-add 44 --group-add 1000"),
        new(Family, "--device /dev/zero:/dev/mine"),
        new(Family, "--device /dev/full:/dev/mine:r"),
        new(Family, "--device /dev/net/tun"),
        new(Family, "--device-cgroup-rule 'c 1:5 rwm'"),
        new(Family, "--gpus all"),
        new(Family, "--device vendor.com/class=gpu"),
        new(Family, "--sysctl net.core.somaxconn=200 --sysctl net.ipv4.ip_unprivileged_port_start=0"),
        new(Family, "--sysctl kernel.msgmax=65535"),
    ];
}
