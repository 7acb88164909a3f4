namespace Watchtower.FakeDocker;

/// <summary>
/// A clock for worlds that live in one thread: whenever everything waits, it jumps to the next moment at which something
/// is due. So nothing ever really waits, everything happens at its virtual time, and always in the same order.
/// </summary>
public sealed class HurriedTime : TimeProvider
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Longer than any test means to wait: beyond it something waits in a circle.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromDays(30);

    private readonly PriorityQueue<Alarm, (TimeSpan Due, long Order)> _alarms = new();
    private readonly Lock _lock = new();
    private TimeSpan _elapsed;
    private long _order;

    public TimeSpan Elapsed => _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + _elapsed;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Starts the work and lets time pass until it is done.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // continuations run right here, inside the alarm
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (!FireNext(_patience))
                    AwaitOthers(task);
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return true;
    });

    /// <summary>Lets that much time pass, and everything happen that is due in it.</summary>
    public void Advance(TimeSpan span)
    {
        var end = _elapsed + span;
        while (FireNext(end))
        {
            // until nothing more is due by then
        }

        _elapsed = end;
    }

    /// <summary>Nothing is due: some other thread, such as that of a socket, has to end the work or set an alarm.</summary>
    private void AwaitOthers(Task work)
    {
        for (var patience = 0; patience < 1000; patience++)
        {
            if (Task.WaitAny([work], TimeSpan.FromMilliseconds(10)) >= 0 || _alarms.Count > 0)
                return;
        }

        throw new TimeoutException("The work waits for something that will never happen.");
    }

    private bool FireNext(TimeSpan limit)
    {
        Alarm alarm;
        lock (_lock)
        {
            do
            {
                if (!_alarms.TryPeek(out alarm!, out var next) || next.Due > limit)
                    return false;
                _alarms.Dequeue();
                if (alarm.Current == next.Order && next.Due > _elapsed)
                    _elapsed = next.Due;
                if (alarm.Current == next.Order)
                    break;
            }
            while (true);
        }

        alarm.Fire();
        return true;
    }

    private void Enqueue(Alarm alarm, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _alarms.Enqueue(alarm, (_elapsed + dueTime, ++_order));
            alarm.Current = _order;
        }
    }

    private sealed class Alarm(HurriedTime time, Action callback) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        /// <summary>Which of its places in the queue counts; 0 for none.</summary>
        public long Current { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Next(dueTime);
            return true;
        }

        public void Fire()
        {
            Next(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
            callback();
        }

        public void Dispose() => Current = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Next(TimeSpan dueTime)
        {
            Current = 0;
            if (dueTime != Timeout.InfiniteTimeSpan)
                time.Enqueue(this, dueTime);
        }
    }
}
