using System.Reflection;

namespace Watchtower;

internal static class ProgramVersion
{
    /// <summary>Such as 0.1.0; with the commit behind a plus sign where the build knows it.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
