using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class DebianPackagesTests
{
    private const string Table = """
        # set	package	version
        runtime	libc6	2.36-9+deb12u14
        sources	busybox	1:1.35
        shell	musl-dev	1.2
        headers	linux-libc-dev	6.1
        tls	libssl3	3.0
        mono	zlib1g	1:1.2.13
        native	libc6-dev	2.36
        assemblies	mono-devel	6.8
        certificates	ca-certificates	2023
        """;

    private static readonly Variant _armv5 = new("armv5", "5", "linux/arm/v5", "mono/armel", "arm926");
    private static readonly Variant _armv7 = new("armv7", "7", "linux/arm/v7", "mono/armhf", "cortex-a7");
    private static readonly Variant _arm64 = new("arm64", "8", "linux/arm64", "linux-arm64", "cortex-a53");
    private static readonly Variant _amd64 = new("amd64", "amd64", "linux/amd64", "linux-x64", "max");

    [Fact]
    public void A_native_program_has_the_C_library_a_shell_OpenSSL_and_certificates_but_no_Mono_and_no_tools() =>
        Locations(_amd64).ShouldBe(
        [
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14?arch=amd64&distro=debian-12",
            "pkg:deb/debian/busybox@1%3A1.35?arch=source&distro=debian-12",
            "pkg:deb/debian/musl-dev@1.2?arch=amd64&distro=debian-12",
            "pkg:deb/debian/libssl3@3.0?arch=amd64&distro=debian-12",
            "pkg:deb/debian/ca-certificates@2023?arch=all&distro=debian-12",
        ]);

    [Fact]
    public void Mono_is_there_once_for_each_architecture_and_its_assemblies_once_for_all() =>
        Locations(_armv5, _armv7, _amd64).Where(location => location.Contains("zlib1g") || location.Contains("mono-devel")).ShouldBe(
        [
            "pkg:deb/debian/zlib1g@1%3A1.2.13?arch=armel&distro=debian-12",
            "pkg:deb/debian/zlib1g@1%3A1.2.13?arch=armhf&distro=debian-12",
            "pkg:deb/debian/mono-devel@6.8?arch=all&distro=debian-12",
        ]);

    [Fact]
    public void Mono_has_a_library_for_TLS_of_its_own() =>
        Locations(_armv5, _armv7).ShouldNotContain(location => location.Contains("libssl"));

    [Fact]
    public void All_ARMs_have_one_shell_made_for_the_oldest() =>
        Locations(_armv7, _arm64, _armv5).Where(location => location.Contains("musl")).ShouldBe(["pkg:deb/debian/musl-dev@1.2?arch=armel&distro=debian-12"]);

    private static IEnumerable<string> Locations(params Variant[] variants) =>
        DebianPackages.In(Table, variants).Select(component => component.Location);
}
