namespace Watchtower.Polyfills;

/// <summary>Between two passes the program waits for minutes: meanwhile its memory is better used by others.</summary>
internal static class Memory
{
    public static void GiveBack() =>
#if NET
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
#else
        GC.Collect();
#endif
}
