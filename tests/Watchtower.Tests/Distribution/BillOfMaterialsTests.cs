using System.Text.Json.Nodes;
using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class BillOfMaterialsTests
{
    private static readonly Component _nlog = new("NLog", "6.2.2", "pkg:nuget/NLog@6.2.2");
    private static readonly Component _libc = new("libc6", "2.36", "pkg:deb/debian/libc6@2.36");

    [Fact]
    public void Every_part_is_a_package_that_the_image_contains()
    {
        var document = JsonNode.Parse(Bill(_nlog, _libc))!;

        var ids = document["packages"]!.AsArray().ToDictionary(package => (string)package!["name"]!, package => (string)package!["SPDXID"]!);
        ids.Keys.ShouldBe(["rpi-watchtower", "libc6", "NLog"]);
        document["relationships"]!.AsArray().Select(relation => string.Join(' ', relation!.AsObject().Select(part => part.Value)))
            .ShouldBe(
            [
                $"SPDXRef-DOCUMENT DESCRIBES {ids["rpi-watchtower"]}",
                $"{ids["rpi-watchtower"]} CONTAINS {ids["libc6"]}",
                $"{ids["rpi-watchtower"]} CONTAINS {ids["NLog"]}",
            ]);
    }

    [Fact]
    public void A_part_says_where_a_scanner_finds_it() =>
        ((string?)JsonNode.Parse(Bill(_nlog))!["packages"]![1]!["externalRefs"]![0]!["referenceLocator"]) // [0] is the image itself
            .ShouldBe("pkg:nuget/NLog@6.2.2");

    [Fact]
    public void The_same_parts_make_the_same_document_in_whatever_order_and_however_often() =>
        Bill(_nlog, _libc, _nlog).ShouldBe(Bill(_libc, _nlog));

    private static string Bill(params Component[] components) =>
        new BillOfMaterials("talmai/rpi-watchtower:1.2.3-armv6", "1.2.3", DateTimeOffset.UnixEpoch).Of(components);
}
