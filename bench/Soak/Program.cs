using System.Globalization;
using NLog;
using Watchtower;
using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.FakeDocker;
using Watchtower.Ports;
using Watchtower.Updating;

// Thousands of passes over an engine in memory, some of them with an update, and the memory they leave behind. The engine
// runs in a process of its own, so that only Watchtower's memory is measured. Fails if it grows.
// Usage: Watchtower.Soak [PASSES]   (10000 by default)
return args is ["watch", var socket, var count]
    ? await Soak.WatchAsync(socket, int.Parse(count, CultureInfo.InvariantCulture))
    : await Soak.ServeAsync(args.Length > 0 ? args[0] : "10000");

/// <summary>Gives no answer, so that every check goes through a pull: the longer way.</summary>
internal sealed class NoRegistry : IRegistry
{
    public Task<string?> FindDigestAsync(ImageReference image, CancellationToken cancellation) => Task.FromResult<string?>(null);
}

internal static class Soak
{
    private const int Containers = 20;
    private const int Samples = 10;
    private const double TolerableGrowth = 1.05;
    private static readonly TimeSpan _betweenUpdates = TimeSpan.FromSeconds(1);

    /// <summary>The engine's side: publishes a new image every second until the other side has finished.</summary>
    public static async Task<int> ServeAsync(string passes)
    {
        var engine = new FakeEngine(TimeProvider.System);
        for (var i = 0; i < Containers; i++)
            engine.Runs($"container-{i}", $"app-{i % 5}:1");

        var socket = Path.Combine(Path.GetTempPath(), $"wt-soak-{Environment.ProcessId}.sock");
        await using var door = new HttpDoor(engine, socket);
        using var watching = System.Diagnostics.Process.Start(Environment.ProcessPath!, ["watch", socket, passes]);
        var ending = watching.WaitForExitAsync();
        while (await Task.WhenAny(ending, Task.Delay(_betweenUpdates)) != ending)
            engine.Publishes("app-0:1");
        return watching.ExitCode;
    }

    /// <summary>Watchtower's side: the real cycle over the real connection, without the waiting.</summary>
    public static async Task<int> WatchAsync(string socket, int passes)
    {
        var log = LogManager.CreateNullLogger();
        using var engine = new DockerEngine(new DockerEndpoint(new Uri($"unix://{socket}")), new PullLog(log, terminal: null));
        await engine.ConnectAsync(minimum: null, CancellationToken.None);
        var cycle = new UpdateCycle(
            engine, new NoRegistry(), new RejectedImagesFile(directory: null, _ => { }), new NLogEvents(log), TimeProvider.System,
            new ContainerSelector([], labelEnable: false), new UpdateOptions { ProofPeriod = TimeSpan.Zero, Cleanup = true });

        var updated = 0;
        var heaps = new List<long>();
        Console.WriteLine("| passes | updates | heap KiB | resident MiB |\n|--:|--:|--:|--:|");
        for (var pass = 1; pass <= passes; pass++)
        {
            updated += (await cycle.RunAsync(CancellationToken.None)).Count(ContainerOutcome.Updated);
            if (pass % Math.Max(1, passes / Samples) != 0)
                continue;
            heaps.Add(GC.GetTotalMemory(forceFullCollection: true));
            Console.WriteLine(string.Format(
                CultureInfo.InvariantCulture, "| {0} | {1} | {2} | {3:0.0} |",
                pass, updated, heaps[^1] / 1024, Environment.WorkingSet / 1048576.0));
        }

        // The first half fills caches and compiles; from then on nothing may be added.
        var isFlat = heaps[^1] <= heaps[heaps.Count / 2] * TolerableGrowth;
        Console.WriteLine(isFlat ? "The heap is flat." : "The heap GROWS.");
        return isFlat ? 0 : 1;
    }
}
