#if !NET
using System.Runtime.InteropServices;

namespace Watchtower.Polyfills;

/// <summary>
/// The native half of Mono's UnixSignal. The managed half is left out: it brings an assembly along, and a callback that
/// Mono's compiler does not prepare ahead of time.
/// </summary>
internal static class MonoSignals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private const int Forever = -1;

    private static readonly ShuttingDown _isShuttingDown = IsShuttingDown;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ShuttingDown();

    /// <summary>From now on the signal is counted instead of ending the process.</summary>
    public static IntPtr Install(int signal) =>
        Mono_Unix_UnixSignal_install(signal) is var handle && handle != IntPtr.Zero
            ? handle
            : throw new InvalidOperationException(FormattableString.Invariant($"Signal {signal} can't be waited for."));

    public static void WaitForAny(IntPtr[] signals) =>
        _ = Mono_Unix_UnixSignal_WaitAny(signals, signals.Length, Forever, _isShuttingDown);

    public static void Uninstall(IntPtr handle) => _ = Mono_Unix_UnixSignal_uninstall(handle);

    /// <summary>Asked after every interruption, of which the collector makes some.</summary>
    [MonoPInvokeCallback(typeof(ShuttingDown))]
    private static int IsShuttingDown() => Environment.HasShutdownStarted ? 1 : 0;

    [DllImport("MonoPosixHelper", CallingConvention = CallingConvention.Cdecl), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr Mono_Unix_UnixSignal_install(int signal);

    [DllImport("MonoPosixHelper", CallingConvention = CallingConvention.Cdecl), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mono_Unix_UnixSignal_uninstall(IntPtr handle);

    [DllImport("MonoPosixHelper", CallingConvention = CallingConvention.Cdecl), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mono_Unix_UnixSignal_WaitAny(IntPtr[] handles, int count, int timeout, ShuttingDown isShuttingDown);
}

/// <summary>Tells Mono's compiler, which knows it by its name alone, that native code calls a method.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MonoPInvokeCallbackAttribute(Type type) : Attribute
{
    public Type Type => type;
}
#endif
