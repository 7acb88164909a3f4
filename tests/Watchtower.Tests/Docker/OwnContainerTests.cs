using Watchtower.Docker;

namespace Watchtower.Tests.Docker;

public sealed class OwnContainerTests
{
    private const string Id = "8d0ff2b7a4d0c9f3f1e0c6c1b4a5d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2";
    private const string Other = "1111111111111111111111111111111111111111111111111111111111111111";

    private const string OwnGroup = $"12:pids:/docker/{Id}";

    [Theory]
    [InlineData($"711 690 8:1 /var/lib/docker/containers/{Id}/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw")]
    [InlineData($"712 690 8:1 /var/lib/docker/containers/{Id}/hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw")]
    [InlineData($"710 690 8:1 /var/lib/docker/containers/{Id}/resolv.conf /etc/resolv.conf rw,relatime - ext4 /dev/sda1 rw,errors=remount-ro")]
    [InlineData($"1203 1180 259:2 /home/pi/.local/share/docker/containers/{Id}/hostname /etc/hostname rw,nosuid,nodev,relatime - ext4 /dev/nvme0n1p2 rw")] // rootless
    [InlineData($"650 640 0:45 /@/var/lib/docker/containers/{Id}/hostname /etc/hostname rw,noatime shared:1 - btrfs /dev/md2 rw,ssd")] // Synology
    [InlineData($"540 520 0:23 /containers/storage/overlay-containers/{Id}/userdata/hostname /etc/hostname rw,nosuid - tmpfs tmpfs rw")] // podman
    public void Recognises_the_mounts_of_the_engine(string line) => OwnContainer.IdInMount(line).ShouldBe(Id);

    [Theory]
    [InlineData($"690 650 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/AB,upperdir=/var/lib/docker/overlay2/{Id}/diff")]
    [InlineData("24 30 0:22 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw")]
    [InlineData("30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro")]
    [InlineData($"702 30 0:60 / /var/lib/docker/overlay2/{Id}/merged rw,relatime shared:300 - overlay overlay rw")] // another's root, seen from the host
    [InlineData($"703 30 8:1 /var/lib/docker/containers/{Id}/mounts/shm /var/lib/docker/containers/{Id}/mounts/shm rw - tmpfs shm rw")]
    [InlineData($"715 690 8:1 /var/lib/docker/volumes/{Id}/_data /data rw,relatime - ext4 /dev/sda1 rw")] // an anonymous volume of ours
    [InlineData("716 690 8:1 /srv/hostname /etc/hostname ro,relatime - ext4 /dev/sda1 rw")] // the user's own
    [InlineData("31 30 0:27 /resolv.conf /etc/resolv.conf rw - tmpfs tmpfs rw")]
    [InlineData("")]
    [InlineData("711")]
    [InlineData("711 690 8:1 /a")]
    public void Sees_no_container_in_other_mounts(string line) => OwnContainer.IdInMount(line).ShouldBeNull();

    [Theory]
    [InlineData($"12:pids:/docker/{Id}")]
    [InlineData($"1:name=systemd:/docker/{Id}")]
    [InlineData($"0::/system.slice/docker-{Id}.scope")]
    [InlineData($"0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-{Id}.scope")]
    [InlineData($"0::/machine.slice/libpod-{Id}.scope/container")]
    [InlineData($"9:memory:/docker/{Other}/docker/{Id}")] // an engine inside a container
    [InlineData($"0::/../{Id}")]
    public void Recognises_the_group_the_engine_made(string line) => OwnContainer.IdIn(line).ShouldBe(Id);

    [Theory]
    [InlineData("0::/")]
    [InlineData("0::/init.scope")]
    [InlineData("0::/user.slice/user-1000.slice/session-3.scope")]
    [InlineData("12:cpuset:/")]
    [InlineData("1:name=systemd:/system.slice/docker.service")]
    [InlineData("0::/system.slice/docker-8d0ff2b7a4d0.scope")] // too short
    [InlineData($"0::/docker/{Id}0")] // too long
    [InlineData("0::/docker/zd0ff2b7a4d0c9f3f1e0c6c1b4a5d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2")]
    [InlineData("")]
    public void Sees_no_container_in_groups_of_the_host(string line) => OwnContainer.IdIn(line).ShouldBeNull();

    [Fact]
    public void Is_known_whatever_its_host_is_called() =>
        OwnContainer.Of(["0::/"], [HostsOf(Id)], "shop").Candidates.ShouldBe([Id]);

    [Fact]
    public void Is_asked_for_once_however_many_files_name_it() =>
        OwnContainer.Of([OwnGroup, $"11:memory:/docker/{Id}"], [HostsOf(Id), HostsOf(Id)], Id[..12]).Candidates.ShouldBe([Id]);

    [Fact]
    public void Is_asked_for_before_the_one_whose_network_it_uses() =>
        OwnContainer.Of([OwnGroup], [HostsOf(Other)], Other[..12]).Candidates.ShouldBe([Id, Other]);

    [Fact]
    public void Is_guessed_by_its_host_name_where_nothing_else_tells() =>
        OwnContainer.Of(["0::/"], [], Id[..12]).Candidates.ShouldBe([Id[..12]]);

    [Theory]
    [InlineData("shop")]
    [InlineData("8d0ff2b7a4d")]
    [InlineData("raspberrypi0")]
    public void Is_not_likely_on_a_host_with_an_ordinary_name(string hostName) =>
        OwnContainer.Of(["0::/init.scope"], [""], hostName).IsLikely.ShouldBeFalse();

    [Theory]
    [InlineData("690 650 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/AB,upperdir=/var/lib/docker/overlay2/1f0a/diff,workdir=/var/lib/docker/overlay2/1f0a/work", "/var/lib/docker/overlay2/1f0a/diff")]
    [InlineData("690 650 0:50 / / ro,relatime shared:2 - overlay overlay rw,lowerdir=l/AB,upperdir=1f0a/diff,workdir=1f0a/work", "1f0a/diff")]
    [InlineData("690 650 0:50 / /data rw,relatime - overlay overlay rw,lowerdir=/a,upperdir=/b/1f0a/diff", null)]
    [InlineData("30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro", null)]
    [InlineData("", null)]
    public void Shows_the_layer_it_writes_to(string line, string? layer) => OwnContainer.LayerInMount(line).ShouldBe(layer);

    private static string HostsOf(string id) => $"712 690 8:1 /var/lib/docker/containers/{id}/hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw";
}
