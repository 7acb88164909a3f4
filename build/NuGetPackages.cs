using System.Text.Json.Nodes;

namespace Watchtower.Distribution;

/// <summary>Which packages of NuGet are in a program, from the <c>project.assets.json</c> that a restore leaves behind.</summary>
public static class NuGetPackages
{
    /// <summary>It has no file to reference, but brings .NET's own libraries, which are linked into a Native AOT program.</summary>
    private const string Libraries = "Microsoft.DotNet.ILCompiler";

    /// <param name="assets">The text of that file.</param>
    /// <param name="framework">Such as <c>net10.0</c>.</param>
    /// <exception cref="FormatException">The project was not restored for that framework.</exception>
    public static IReadOnlyList<Component> In(string assets, string framework)
    {
        var packages = JsonNode.Parse(assets)?["targets"]?[framework]?.AsObject()
            ?? throw new FormatException($"The project was not restored for {framework}; run the target Restore.");
        return
        [
            .. from package in packages
               where (string?)package.Value!["type"] == "package"
               let words = package.Key.Split('/')
               where words[0] == Libraries || HasFiles(package.Value!["runtime"])
               select new Component(words[0], words[1], $"pkg:nuget/{words[0]}@{words[1]}"),
        ];
    }

    /// <summary>A file called <c>_._</c> says that the framework has it all already.</summary>
    private static bool HasFiles(JsonNode? files) =>
        files is JsonObject found && found.Any(file => !file.Key.EndsWith("/_._", StringComparison.Ordinal));
}
