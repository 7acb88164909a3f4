using NLog;
using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Registries;
using Watchtower.Updating;

namespace Watchtower.Preflight;

/// <summary>Looks at everything an update needs, without one: <c>--preflight</c>.</summary>
internal static class PreflightRun
{
    /// <summary>False if something stands in the way of updates.</summary>
    public static async Task<bool> LookAsync(Settings settings, NLogEvents events, Logger log, TextWriter output, CancellationToken cancellation)
    {
        var notes = new ProblemNotes();
        var logins = new CredentialSources(Environment.GetEnvironmentVariable, notes);
        using var engine = new DockerEngine(settings.Endpoint, new PullLog(log, terminal: null), logins);
        using var registry = new RegistryClient(
            () => RegistryTransport.Open(new EnvironmentProxy(Environment.GetEnvironmentVariable)), logins, notes, TimeProvider.System);
        var watched = new WatchedContainers(engine, events, TimeProvider.System, new ContainerSelector(settings.Names, settings.LabelEnable));

        var (isThere, findings) = await new EngineInspection(engine, settings).LookAsync(cancellation);
        var images = isThere ? await new ImageInspection(engine, registry, logins, watched, settings).LookAsync(cancellation) : [];
        IReadOnlyList<Finding> all = [.. findings, .. notes.Findings, .. images];
        await output.WriteLineAsync(FindingTable.Print(all));
        return all.All(finding => finding.Verdict != Verdict.Failed);
    }
}
