namespace Watchtower.SystemTests.Image;

/// <summary>A row of <c>build/variants.tsv</c>: one binary in the image, and the oldest processor that it runs on.</summary>
public sealed record Variant(string Name, string Version, string Platform, string Cpu)
{
    public static IReadOnlyList<Variant> All { get; } =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "build/variants.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(cells => new Variant(cells[0], cells[1], cells[2], cells[4])),
    ];

    public static TheoryData<string> Names => [.. All.Select(variant => variant.Name)];

    public static Variant Named(string name) => All.Single(variant => variant.Name == name);

    /// <summary>All 32-bit variants are in one image, the same for each of their platforms.</summary>
    public string ImagePlatform => Platform.StartsWith("linux/arm/", StringComparison.Ordinal) ? "linux/arm/v6" : Platform;

    /// <summary>What <c>docker run</c> needs to run it on that processor. The variable speaks to QEMU only.</summary>
    public IReadOnlyList<string> Options => ["--platform", ImagePlatform, "--env", $"QEMU_CPU={Cpu}"];
}
