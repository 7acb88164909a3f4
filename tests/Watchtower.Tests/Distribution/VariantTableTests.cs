using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class VariantTableTests
{
    private static readonly VariantTable _table = VariantTable.Parse(File.ReadAllText(Repository.PathTo("build", "variants.tsv")));

    [Theory]
    [InlineData("linux/arm/v5", null)]
    [InlineData("linux/arm/v6", null)]
    [InlineData("linux/arm/v7", null)]
    [InlineData("linux/arm64", "linux-arm64")]
    [InlineData("linux/amd64", "linux-x64")]
    public void Every_platform_has_one_variant_native_or_on_Mono(string platform, string? runtimeIdentifier)
    {
        var variant = _table.For([platform]).ShouldHaveSingleItem();
        variant.RuntimeIdentifier.ShouldBe(runtimeIdentifier);
        variant.RunsOnMono.ShouldBe(runtimeIdentifier is null);
    }

    [Fact]
    public void No_two_variants_share_a_name_a_version_or_a_platform()
    {
        _table.Variants.Select(variant => variant.Name).ShouldBeUnique();
        _table.Variants.Select(variant => variant.Version).ShouldBeUnique();
        _table.Variants.Select(variant => variant.Platform).ShouldBeUnique();
    }

    [Fact]
    public void Without_a_choice_all_are_made() => _table.For([]).ShouldBe(_table.Variants);

    [Fact]
    public void A_choice_keeps_the_order_of_the_table() =>
        _table.For(["linux/amd64", "linux/arm/v5"]).Select(variant => variant.Name).ShouldBe(["armv5", "amd64"]);

    [Fact]
    public void A_platform_without_a_variant_is_refused_with_those_that_have_one() =>
        Should.Throw<ArgumentException>(() => _table.For(["linux/amd64", "linux/riscv64"])).Message
            .ShouldBe("There is no variant for linux/riscv64; use some of " +
                "linux/arm/v5,linux/arm/v6,linux/arm/v7,linux/arm64,linux/amd64.");

    [Theory]
    [InlineData("linux/arm/v5", "armv5 armv6 armv7 arm64")]
    [InlineData("linux/arm/v7", "armv5 armv6 armv7 arm64")]
    [InlineData("linux/arm64", "arm64")]
    [InlineData("linux/amd64", "amd64")]
    public void An_image_for_32_bits_holds_all_of_them_and_64_bits_and_any_other_only_its_own(string platform, string variants) =>
        string.Join(' ', _table.InImageOf(_table.For([platform]).Single()).Select(variant => variant.Name)).ShouldBe(variants);

    [Theory]
    [InlineData("armv6\t6\tlinux/arm/v6\tmono/armel")]
    [InlineData("armv6\t6\tlinux/arm/v6\t\tarm1176")]
    [InlineData("armv6 6 linux/arm/v6 mono/armel arm1176")]
    public void A_row_that_lacks_a_column_is_shown(string row) =>
        Should.Throw<FormatException>(() => VariantTable.Parse(row)).Message.ShouldContain($"'{row}'");
}
