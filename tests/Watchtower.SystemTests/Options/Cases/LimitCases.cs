namespace Watchtower.SystemTests.Options.Cases;

internal static class LimitCases
{
    private const string Family = "Limits";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--memory 64m"),
        new(Family, "--memory 64m --memory-swap 128m"),
        new(Family, "--memory 64m --memory-swap -1"),
        new(Family, "--memory 64m --memory-reservation 32m"),
        new(Family, "--memory 64m --memory-swappiness 10"),
        new(Family, "--kernel-memory 64m"),
        new(Family, "--oom-kill-disable --memory 64m"),
        new(Family, "--oom-score-adj 100"),
        new(Family, "--cpus 0.5"),
        new(Family, "--cpu-shares 512"),
        new(Family, "--cpu-period 50000 --cpu-quota 25000"),
        new(Family, "--cpuset-cpus 0"),
        new(Family, "--cpuset-mems 0"),
        new(Family, "--cpu-rt-period 1000000 --cpu-rt-runtime 1000"),
        new(Family, "--pids-limit 100"),
        new(Family, "--pids-limit -1"),
        new(Family, "--blkio-weight 300"),
        new(Family, "--device-read-bps /dev/vda:1mb --device-write-bps /dev/vda:1mb"),
        new(Family, "--device-read-iops /dev/vda:1000 --device-write-iops /dev/vda:1000"),
        new(Family, "--blkio-weight-device /dev/vda:300"),
        new(Family, "--ulimit nofile=512:1024"),
        new(Family, "--ulimit nproc=4096 --ulimit core=0"),
        new(Family, "--shm-size 32m"),
        new(Family, "--storage-opt size=1G"),
        new(Family, "--cgroup-parent /mine{number}"),
        new(Family, "--memory 64m") { About = "changed later by docker update", After = ["update --memory 96m --memory-swap 96m {self}"] },
        new(Family, "--cpu-shares 512") { About = "changed later by docker update", After = ["update --cpu-shares 256 --restart unless-stopped {self}"] },
    ];
}
