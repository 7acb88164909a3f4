using System.Text.Json.Nodes;

namespace Watchtower.Distribution;

/// <summary>What an image is made of, as an SPDX 2.3 document: the form in which scanners and <c>cosign attest</c> take it.</summary>
/// <param name="image">Its name with tag.</param>
/// <param name="version">Of the project.</param>
/// <param name="created">When the commit was made, so that two builds of it say the same.</param>
public sealed class BillOfMaterials(string image, string version, DateTimeOffset created)
{
    private const string Document = "SPDXRef-DOCUMENT", Image = "SPDXRef-Image";

    public string Of(IEnumerable<Component> components)
    {
        var parts = components.Distinct().OrderBy(component => component.Location, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["spdxVersion"] = "SPDX-2.3",
            ["dataLicense"] = "CC0-1.0",
            ["SPDXID"] = Document,
            ["name"] = image,
            ["documentNamespace"] = $"https://github.com/talmai/rpi-watchtower/sbom/{Uri.EscapeDataString(image)}/{created.ToUnixTimeSeconds()}",
            ["creationInfo"] = new JsonObject
            {
                ["created"] = created.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                ["creators"] = new JsonArray("Tool: rpi-watchtower-build"),
            },
            ["packages"] = new JsonArray([Package(Image, "rpi-watchtower", version, null), .. parts.Select((part, index) => Package(Id(index), part.Name, part.Version, part.Location))]),
            ["relationships"] = new JsonArray([Relation(Document, "DESCRIBES", Image), .. parts.Select((_, index) => Relation(Image, "CONTAINS", Id(index)))]),
        }.ToJsonString();
    }

    private static string Id(int index) => $"SPDXRef-Package-{index + 1}";

    private static JsonObject Package(string id, string name, string version, string? location)
    {
        var package = new JsonObject
        {
            ["SPDXID"] = id,
            ["name"] = name,
            ["versionInfo"] = version,
            ["downloadLocation"] = "NOASSERTION",
            ["filesAnalyzed"] = false,
        };
        if (location is not null)
            package["externalRefs"] = new JsonArray(Reference(location));
        return package;
    }

    private static JsonObject Reference(string location) =>
        new() { ["referenceCategory"] = "PACKAGE-MANAGER", ["referenceType"] = "purl", ["referenceLocator"] = location };

    private static JsonObject Relation(string from, string kind, string to) =>
        new() { ["spdxElementId"] = from, ["relationshipType"] = kind, ["relatedSpdxElement"] = to };
}
