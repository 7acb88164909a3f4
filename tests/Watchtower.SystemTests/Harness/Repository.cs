using System.Reflection;

namespace Watchtower.SystemTests.Harness;

/// <summary>Where the sources are: the tests call its scripts and the program it publishes.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Repository").Value!);
}
