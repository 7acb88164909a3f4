namespace Watchtower.Distribution;

/// <summary>What others made of that which lies in an image.</summary>
public static class ImageParts
{
    /// <param name="variants">The binaries in the image.</param>
    /// <param name="packages">The text of <c>build/packages.tsv</c>.</param>
    /// <param name="assets">The text of the program's <c>project.assets.json</c>.</param>
    public static IReadOnlyList<Component> Of(IReadOnlyCollection<Variant> variants, string packages, string assets) =>
    [
        .. DebianPackages.In(packages, variants),
        .. variants.Select(variant => variant.RunsOnMono ? "net472" : "net10.0").Distinct()
            .SelectMany(framework => NuGetPackages.In(assets, framework)),
    ];
}
