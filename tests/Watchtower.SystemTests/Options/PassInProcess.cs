using System.Security.Cryptography;
using NLog;
using NLog.Config;
using NLog.Targets;
using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.SystemTests.Options;

/// <summary>
/// A pass of the program's own parts in this process, because it takes a shorter proof than the program's: five seconds for each
/// of so many containers would be a quarter of an hour. The whole program is what all other tests run.
/// </summary>
internal static class PassInProcess
{
    private static readonly TimeSpan _shortProof = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Several at once, each over its own containers: as Watchtowers in containers do, they leave each other's alone.
    /// </summary>
    /// <returns>What they said.</returns>
    public static async Task<string> RunSeveralAsync(string address, IEnumerable<IReadOnlyList<string>> shares) =>
        string.Join('\n', await Task.WhenAll(shares.Select(names => Task.Run(() => RunAsync(address, names)))));

    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(string address, IReadOnlyList<string> names)
    {
        using var memory = new MemoryTarget { Layout = "${level:uppercase=true} ${message}" };
        var configuration = new LoggingConfiguration();
        configuration.AddRuleForAllLevels(memory);
        using var logs = new LogFactory { Configuration = configuration };
        var log = logs.GetLogger("watchtower");
        using var engine = new DockerEngine(DockerEndpoint.Parse(address, verify: false, certificates: null).Endpoint!, new PullLog(log, terminal: null));
        await engine.ConnectAsync(minimum: null, CancellationToken.None);
        var cycle = new UpdateCycle(
            engine, new SilentRegistry(), new NothingRejected(), new NLogEvents(log), TimeProvider.System,
            new ContainerSelector(names, labelEnable: false),
            new UpdateOptions { ProofPeriod = _shortProof, OwnId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) });
        await cycle.RunAsync(CancellationToken.None);
        return string.Join('\n', memory.Logs);
    }

    /// <summary>Never answers, so the engine is asked to pull.</summary>
    private sealed class SilentRegistry : IRegistry
    {
        public Task<string?> FindDigestAsync(ImageReference image, CancellationToken cancellation) => Task.FromResult<string?>(null);
    }

    private sealed class NothingRejected : IRejectedImages
    {
        public bool Contains(string containerName, string imageId) => false;

        public void Add(string containerName, string imageId)
        {
        }
    }
}
