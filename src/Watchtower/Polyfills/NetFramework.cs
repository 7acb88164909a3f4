#if !NET
namespace Watchtower.Polyfills;

/// <summary>Members that .NET has and .NET Framework lacks, under the same names.</summary>
internal static class NetFramework
{
    public static bool StartsWith(this string text, char first) => text.Length > 0 && text[0] == first;

    public static Task CancelAsync(this CancellationTokenSource source)
    {
        source.Cancel();
        return Task.CompletedTask;
    }

    public static string[] Split(this string text, char separator) => text.Split([separator]);
}
#endif
