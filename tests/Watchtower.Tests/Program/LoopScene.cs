using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Program;

/// <summary>A loop whose passes do what a test says; everything that happens is written down with its virtual second.</summary>
#pragma warning disable CA1001 // the only run disposes what there is to dispose
internal sealed class LoopScene(int interval = 300) : IDaemonEvents
#pragma warning restore CA1001
{
    private readonly Queue<Func<CancellationToken, Task>> _passes = new();
    private readonly Queue<string> _reconnects = new();
    private readonly CancellationTokenSource _shutdown = new();
    private bool _isDeaf;
    private Task? _running;

    public HurriedTime Time { get; } = new();

    /// <summary>Such as <c>300 pass</c>: the second, and what happened.</summary>
    public List<string> Happened { get; } = [];

    /// <summary>A pass that is over in no time.</summary>
    public LoopScene Pass() => Then(_ => Task.CompletedTask);

    public LoopScene SlowPass(int seconds) => Then(shutdown => SleepAsync(seconds, shutdown));

    /// <summary>A pass that finishes its group whatever it is asked.</summary>
    public LoopScene DeafPass(int seconds)
    {
        _isDeaf = true;
        return Then(_ => SleepAsync(seconds, CancellationToken.None));
    }

    public LoopScene FailingPass(Exception failure) => Then(_ => throw failure);

    /// <summary>The engine is away when the pass asks for it.</summary>
    public LoopScene Outage(string reason = "no engine") => FailingPass(new EngineException(EngineFailure.Unreachable, reason));

    /// <summary>The engine is still away at the next attempt to connect.</summary>
    public LoopScene StillAway(int times = 1)
    {
        for (var i = 0; i < times; i++)
            _reconnects.Enqueue("no engine");
        return this;
    }

    public LoopScene Then(Func<CancellationToken, Task> pass)
    {
        _passes.Enqueue(pass);
        return this;
    }

    public LoopScene ShutDownAfter(double seconds)
    {
        Time.CreateTimer(_ => ShutDown(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        return this;
    }

    /// <summary>Runs the loop until it ends; once all passes were made, it is asked to.</summary>
    public LoopScene Run()
    {
        var loop = new PollLoop(PassAsync, ReconnectAsync, this, Time, TimeSpan.FromSeconds(interval));
        Time.Run(() => _running = loop.RunAsync(_shutdown.Token));
        _shutdown.Dispose();
        Note("end");
        return this;
    }

    private Task SleepAsync(int seconds, CancellationToken shutdown) => Task.Delay(TimeSpan.FromSeconds(seconds), Time, shutdown);

    void IDaemonEvents.EngineAway(string reason) => Note($"away: {reason}");

    void IDaemonEvents.EngineBack() => Note("back");

    void IDaemonEvents.PassFailed(Exception failure) => Note($"failed: {failure.Message}");

    /// <summary>A cancelled delay is noticed on another thread: virtual time must not run on before that.</summary>
    private void ShutDown()
    {
        _shutdown.Cancel();
        if (!_isDeaf)
            _running!.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue("being asked to end should end the loop");
    }

    private async Task<UpdateReport> PassAsync(CancellationToken shutdown)
    {
        Note("pass");
        var pass = _passes.Dequeue();
        if (_passes.Count == 0 && !_shutdown.IsCancellationRequested)
            ShutDownAfter(interval * 0.9);
        await pass(shutdown);
        Note("over");
        return new UpdateReport();
    }

    private Task ReconnectAsync(CancellationToken shutdown)
    {
        Note("connect");
        return _reconnects.TryDequeue(out var reason) ? throw new EngineException(EngineFailure.Unreachable, reason) : Task.CompletedTask;
    }

    private void Note(string what) => Happened.Add(FormattableString.Invariant($"{Time.Elapsed.TotalSeconds:0} {what}"));
}
