using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class ImagePartsTests
{
    private const string Assets = """
        { "targets": {
            "net10.0": { "NLog/6.2.2": { "type": "package", "runtime": { "lib/netstandard2.1/NLog.dll": {} } } },
            "net472": { "System.Buffers/4.5.1": { "type": "package", "runtime": { "lib/net461/System.Buffers.dll": {} } } } } }
        """;

    private static readonly string _packages = File.ReadAllText(Repository.PathTo("build", "packages.tsv"));
    private static readonly VariantTable _table = VariantTable.Parse(File.ReadAllText(Repository.PathTo("build", "variants.tsv")));

    [Fact]
    public void The_image_for_a_Pi_has_Mono_the_C_library_of_three_architectures_and_both_builds_of_the_program()
    {
        var parts = Parts("linux/arm/v6");

        parts.ShouldContain("System.Buffers");
        parts.ShouldContain("NLog");
        parts.ShouldContain("libmono-corlib4.5-dll");
        parts.Count(part => part == "libc6").ShouldBe(3);
    }

    [Fact]
    public void The_image_for_a_PC_has_no_Mono_and_nothing_that_only_builds()
    {
        var parts = Parts("linux/amd64");

        parts.ShouldContain("NLog");
        parts.ShouldContain("ca-certificates");
        parts.ShouldContain("musl-dev"); // what the shell is linked with
        parts.ShouldNotContain(part => part.Contains("mono") || part.StartsWith("linux") || part == "libc6-dev" || part == "System.Buffers");
    }

    private static List<string> Parts(string platform) =>
        [.. ImageParts.Of(_table.InImageOf(_table.For([platform]).Single()), _packages, Assets).Select(part => part.Name)];
}
