using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class ImageNamesTests
{
    private static readonly Variant _armv6 = new("armv6", "6", "linux/arm/v6", "mono/armel", "arm1176");

    [Fact]
    public void The_image_of_a_platform_is_tagged_with_the_variant() =>
        Named(null, null, "1.2.3").Of(_armv6).ShouldBe("talmai/rpi-watchtower:1.2.3-armv6");

    [Fact]
    public void A_registry_comes_before_the_name() =>
        Named("localhost:5000", null, "1.2.3").Of(_armv6).ShouldBe("localhost:5000/talmai/rpi-watchtower:1.2.3-armv6");

    [Fact]
    public void A_release_is_also_the_newest_of_its_minor_version_and_of_all() =>
        Named(null, null, "1.2.3").Indexes.ShouldBe(
            ["talmai/rpi-watchtower:1.2.3", "talmai/rpi-watchtower:1.2", "talmai/rpi-watchtower:latest"]);

    [Fact]
    public void A_candidate_is_the_newest_of_nothing() =>
        Named(null, null, "1.2.3-rc.1").Indexes.ShouldBe(["talmai/rpi-watchtower:1.2.3-rc.1"]);

    [Fact]
    public void A_tag_that_was_asked_for_is_the_only_one() =>
        Named(null, "test", "1.2.3").Indexes.ShouldBe(["talmai/rpi-watchtower:test"]);

    [Fact]
    public void What_is_set_to_nothing_counts_as_not_set() => // as a workflow does with a variable that nobody defined
        Named("", "", "1.2.3").Of(_armv6).ShouldBe("talmai/rpi-watchtower:1.2.3-armv6");

    private static ImageNames Named(string? registry, string? tag, string version) =>
        new(registry, "talmai/rpi-watchtower", tag, version);
}
