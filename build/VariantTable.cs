namespace Watchtower.Distribution;

/// <summary>All binaries that are made, from the one table that also drives the scripts and the tests.</summary>
public sealed class VariantTable
{
    private const int Columns = 5;

    private VariantTable(IReadOnlyList<Variant> variants) => Variants = variants;

    public IReadOnlyList<Variant> Variants { get; }

    public static VariantTable Parse(string text) =>
        new([.. text.Split('\n').Where(line => line.Trim().Length > 0 && line[0] != '#').Select(ParseRow)]);

    /// <param name="platforms">As buildx writes them, <c>linux/arm/v6</c>; none for all.</param>
    /// <exception cref="ArgumentException">There is no variant for a platform.</exception>
    public IReadOnlyList<Variant> For(IReadOnlyCollection<string> platforms)
    {
        var unknown = platforms.Except(Variants.Select(variant => variant.Platform)).ToList();
        return unknown.Count == 0
            ? [.. Variants.Where(variant => platforms.Count == 0 || platforms.Contains(variant.Platform))]
            : throw new ArgumentException($"There is no variant for {string.Join(" and ", unknown)}; " +
                $"use some of {string.Join(",", Variants.Select(variant => variant.Platform))}.");
    }

    /// <summary>
    /// All binaries in the image for that variant's platform, by the rule of <c>build/image.sh</c>: an image for 32 bits is the
    /// same for all of them, and holds what a Pi with 64 bits can run as well.
    /// </summary>
    public IReadOnlyList<Variant> InImageOf(Variant variant) =>
        variant.Platform.StartsWith("linux/arm/", StringComparison.Ordinal)
            ? [.. Variants.Where(each => each.Platform.StartsWith("linux/arm", StringComparison.Ordinal))]
            : [variant];

    private static Variant ParseRow(string line) =>
        line.Split('\t') is { Length: Columns } cells && cells.All(cell => cell.Length > 0)
            ? new(cells[0], cells[1], cells[2], cells[3], cells[4])
            : throw new FormatException($"A row of the variants needs {Columns} columns with a tab between: '{line}'.");
}
