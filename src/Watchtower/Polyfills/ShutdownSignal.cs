using System.Runtime.InteropServices;

namespace Watchtower.Polyfills;

/// <summary>SIGTERM and SIGINT as a token. The first one asks; a second one ends the process as it always would.</summary>
internal sealed class ShutdownSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

#if NET
    private readonly PosixSignalRegistration[] _registrations;

    public ShutdownSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
    ];

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }
#else
    private readonly IntPtr[] _signals = [MonoSignals.Install(MonoSignals.Terminate), MonoSignals.Install(MonoSignals.Interrupt)];

    public ShutdownSignal() => new Thread(Wait) { IsBackground = true }.Start();

    private void Wait()
    {
        MonoSignals.WaitForAny(_signals);
        _source.Cancel();
        foreach (var signal in _signals)
            MonoSignals.Uninstall(signal); // back to the default, so that a second one ends the process
    }

    public void Dispose() => _source.Dispose();
#endif
}
