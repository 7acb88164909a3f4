using Watchtower.Containers;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>An engine, its registry, and a Watchtower that makes passes over it; nothing in it takes real time.</summary>
internal sealed class World
{
    /// <param name="apiVersion">What the engine speaks.</param>
    /// <param name="removal">How long it takes to remove a --rm container that has stopped.</param>
    public World(Version? apiVersion = null, TimeSpan? removal = null)
    {
        Engine = new FakeEngine(Time) { ApiVersion = apiVersion ?? new Version(1, 41), AutoRemoveDelay = removal ?? FakeEngine.UsualRemoval };
        Registry = new FakeRegistry(Engine);
        Client = Engine.Connect();
    }

    /// <summary>The same engine, watched by another Watchtower.</summary>
    public World(World shared)
    {
        (Time, Engine, Registry, Client) = (shared.Time, shared.Engine, shared.Registry, shared.Engine.Connect());
    }

    public HurriedTime Time { get; } = new();
    public FakeEngine Engine { get; }
    public FakeRegistry Registry { get; }
    public RejectedInMemory Rejected { get; } = new();
    public RecordedEvents Events { get; private set; } = new();

    /// <summary>The connection of the pass that runs, or of the last one.</summary>
    public EngineClient Client { get; private set; }

    public UpdateOptions Options { get; init; } = new();

    /// <summary>Names on the command line.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public IEnumerable<string> RunningNames => Engine.Containers.Where(container => container.IsRunning).Select(container => container.Name).Order(StringComparer.Ordinal);

    public IEnumerable<string> AllNames => Engine.Containers.Select(container => container.Name).Order(StringComparer.Ordinal);

    public UpdateReport Pass(CancellationToken shutdown = default) => Pass([], null, shutdown);

    public UpdateReport PassCalling(Action<Call> beforeCall) => Pass([], beforeCall, default);

    /// <summary>A pass that, when it is about to create its first container, finds that another Watchtower has just created it.</summary>
    public (UpdateReport Report, FakeContainer Others) PassBeside(string othersName)
    {
        FakeContainer? others = null;
        var report = PassCalling(call =>
        {
            if (others is null && call.Method == "CreateContainer")
                others = Engine.Runs(othersName, "other:1");
        });
        return (report, others ?? throw new InvalidOperationException("The pass created nothing."));
    }

    /// <summary>A pass that is killed when it makes that call, for that time.</summary>
    public void PassUntil(string method, int times = 1)
    {
        try
        {
            PassCalling(call =>
            {
                if (call.Method == method && --times == 0)
                    Client.Kill();
            });
        }
        catch (ProcessKilledException)
        {
            return;
        }

        throw new InvalidOperationException($"The pass never got to {method}.");
    }

    /// <summary>A pass during which something goes wrong; null if it ended before its report.</summary>
    public UpdateReport? FaultyPass(params IReadOnlyList<Fault> faults)
    {
        try
        {
            return Pass(faults, null, default);
        }
        catch (Exception end) when (end is EngineException or ProcessKilledException)
        {
            return null;
        }
    }

    private UpdateReport Pass(IReadOnlyList<Fault> faults, Action<Call>? beforeCall, CancellationToken shutdown)
    {
        Events = new RecordedEvents();
        Client = Engine.Connect(faults);
        Client.BeforeCall = beforeCall;
        var cycle = new UpdateCycle(
            Client, Registry, Rejected, Events, Time, new ContainerSelector(Names, labelEnable: false), Options);
        return Time.Run(() => cycle.RunAsync(shutdown));
    }
}
