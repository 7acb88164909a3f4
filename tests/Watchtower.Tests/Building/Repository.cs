using System.Runtime.CompilerServices;

namespace Watchtower.Tests;

/// <summary>Files of this repository, and of folders that may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Recorded answers of engines too large to be part of the repository.</summary>
    public static string SharedFixtures { get; } =
        Path.GetFullPath(Path.Combine(Root, "..", "shared", "fixtures"));

    public static void RequireSharedFixtures() =>
        Skip.IfNot(Directory.Exists(SharedFixtures), "there is no folder ../shared/fixtures beside the repository");

    // Whoever builds into a folder elsewhere still has the path of the sources in the assembly.
    private static string FindRoot([CallerFilePath] string source = "") =>
        new[] { AppContext.BaseDirectory, Path.GetDirectoryName(source) }
            .Select(Above)
            .FirstOrDefault(found => found is not null)
        ?? throw new InvalidOperationException("The tests must be built inside the repository.");

    private static string? Above(string? start)
    {
        for (var folder = new DirectoryInfo(start ?? "/"); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Watchtower.sln")))
                return folder.FullName;
        }

        return null;
    }
}
