using System.Text.Json.Nodes;

namespace Watchtower.SystemTests.Options;

/// <summary>A file in every volume and folder that a container may write to: proof that its data is still there.</summary>
internal static class Markers
{
    /// <returns>Container name and path in the container, for each marker.</returns>
    public static IReadOnlyList<(string Container, string Path)> Write(IEnumerable<Inspection> containers)
    {
        var written = new List<(string, string)>();
        foreach (var container in containers)
        {
            var name = container.Text("Name").TrimStart('/');
            foreach (var mount in Mounts(container).Where(mount => mount["RW"]?.GetValue<bool>() == true && Directory.Exists(mount["Source"]?.ToString())))
            {
                var path = mount["Destination"]!.ToString();
                File.WriteAllText(FileOf(mount, name), name);
                written.Add((name, path));
            }
        }

        return written;
    }

    /// <summary>Null if it is still there.</summary>
    public static string? WhatIsMissing(Inspection container, string name, string path) =>
        Mounts(container).FirstOrDefault(mount => mount["Destination"]!.ToString() == path) is not { } mount ? $"nothing is mounted at {path} any more"
        : !File.Exists(FileOf(mount, name)) ? $"the data in {path} is gone"
        : null;

    private static IEnumerable<JsonObject> Mounts(Inspection container) =>
        container.At("Mounts")?.AsArray().OfType<JsonObject>() ?? [];

    private static string FileOf(JsonObject mount, string name) => Path.Combine(mount["Source"]!.ToString(), $"marker-{name}");
}
