namespace Watchtower.Distribution;

/// <summary>One binary of the image: a row of <c>build/variants.tsv</c>, where the columns are explained.</summary>
public sealed record Variant(string Name, string Version, string Platform, string Runtime, string Processor)
{
    public bool RunsOnMono => Runtime.StartsWith("mono/", StringComparison.Ordinal);

    /// <summary>What <c>dotnet publish --runtime</c> is given; nothing for Mono, which runs one build everywhere.</summary>
    public string? RuntimeIdentifier => RunsOnMono ? null : Runtime;
}
