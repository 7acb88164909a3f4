namespace Watchtower.Polyfills;

internal static class TimeProviderTasks
{
    /// <summary>A delay that a test can hurry.</summary>
    public static Task Sleep(this TimeProvider time, TimeSpan delay, CancellationToken cancellation) =>
#if NET
        Task.Delay(delay, time, cancellation);
#else
        time.Delay(delay, cancellation);
#endif
}
