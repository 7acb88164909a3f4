using System.Reflection;

namespace Watchtower;

internal static class ProgramVersion
{
    /// <summary>Such as 0.1.0.</summary>
    public static string Text => Full.Split('+')[0];

    /// <summary>With the commit behind a plus sign, where the build knows it.</summary>
    public static string Full { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
