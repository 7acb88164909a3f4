#if NET
namespace System.Threading.Tasks;

/// <summary>What Microsoft.Bcl.TimeProvider adds on .NET Framework, under the same names.</summary>
internal static class TimeProviderTasks
{
    public static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken cancellation) =>
        Task.Delay(delay, time, cancellation);

    public static CancellationTokenSource CreateCancellationTokenSource(this TimeProvider time, TimeSpan delay) =>
        new(delay, time);
}
#endif
