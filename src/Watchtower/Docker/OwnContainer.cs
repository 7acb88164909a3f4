using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Docker;

/// <summary>What this process knows about the container it runs in, before it asks the engine.</summary>
/// <param name="Candidates">
/// Ids, or the beginnings of some, the surest first; none outside a container. The engine they are of may be another one than
/// the one to watch, or the last of them only a host name that looks like an id.
/// </param>
/// <param name="Layer">Where the engine keeps what the container writes, as the kernel has it; null where that does not show.</param>
internal sealed record OwnContainer(IReadOnlyList<string> Candidates, string? Layer = null)
{
    private const int IdLength = 64;
    private const int ShortIdLength = 12;
    private const string UpperOption = "upperdir=";
    private static readonly string[] _mountedByEngine = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf"];

    public static OwnContainer OfThisProcess() =>
        Of(Lines("/proc/self/cgroup"), Lines("/proc/self/mountinfo"), Environment.MachineName);

    /// <summary>
    /// The engine runs a container in a control group with its id, which version 2 hides from those inside; and it mounts
    /// /etc/hostname and its like from a folder with the id, which is another's for a container in the network of that one.
    /// Both show whatever the user called the host.
    /// </summary>
    internal static OwnContainer Of(IEnumerable<string> groups, IReadOnlyList<string> mounts, string hostName)
    {
        var ids = groups.Select(IdIn).Concat(mounts.Select(IdInMount)).OfType<string>().Distinct().ToList();
        var isNews = IsShortId(hostName) && !ids.Any(id => id.StartsWith(hostName, StringComparison.Ordinal));
        return new OwnContainer(isNews ? [.. ids, hostName] : ids, mounts.Select(LayerInMount).FirstOrDefault(layer => layer is not null));
    }

    /// <summary>This process seems to run in a container, of whatever engine.</summary>
    public bool IsLikely => Candidates.Count > 0;

    /// <summary>
    /// The id; null if this process runs in no container of that engine. That the engine does not know a candidate is believed
    /// as late as any other failure.
    /// </summary>
    /// <param name="mayPass">As <see cref="Retries"/> takes it.</param>
    /// <exception cref="EngineException">The engine could not be asked.</exception>
    public async Task<string?> FindAsync(
        IDockerEngine engine, Func<EngineException, bool> mayPass, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var candidate in Candidates)
        {
            try
            {
                return await Retries.OfASuccessor.AskAsync(token => AskAsync(engine, candidate, token), mayPass, time, cancellation);
            }
            catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound)
            {
                // A container of another engine, or a host name that only looks like an id.
            }
        }

        return null;
    }

    /// <summary>The candidate's full id, or that of a container in its network if it has the layer of this process.</summary>
    private async Task<string> AskAsync(IDockerEngine engine, string candidate, CancellationToken cancellation)
    {
        var found = await engine.InspectContainerAsync(candidate, cancellation);
        var id = found.Text("Id")
            ?? throw new EngineException(EngineFailure.Garbled, "can't find out which container this is: the engine's answer has no id");
        if (Layer is null || UpperFolder(found) is not { Length: > 0 } folder || IsLayer(folder))
            return id;
        foreach (var guest in (await engine.ListContainersAsync(cancellation)).Where(container => container.NetworkMode == $"container:{id}"))
        {
            if (IsLayer(UpperFolder(await engine.InspectContainerAsync(guest.Id, cancellation))))
                return guest.Id;
        }

        return id;
    }

    /// <summary>The kernel shows the path from where the engine was when it mounted it.</summary>
    private bool IsLayer(string folder) => folder.EndsWith(Layer!, StringComparison.Ordinal);

    /// <summary>Empty for an engine that does not show it, as one that keeps its images with containerd.</summary>
    private static string UpperFolder(JsonObject container) => container.Child("GraphDriver").Child("Data").Text("UpperDir") ?? "";

    /// <summary>The upper folder of the overlay that is the root; the last field has the options of the file system.</summary>
    internal static string? LayerInMount(string line) => line.Split(' ') is [_, _, _, _, "/", ..] fields
        ? fields.Last().Split(',').FirstOrDefault(option => option.StartsWith(UpperOption, StringComparison.Ordinal))?.Substring(UpperOption.Length)
        : null;

    /// <summary>Fields 4 and 5 of a line are what is mounted and where. Source: proc(5).</summary>
    internal static string? IdInMount(string line) =>
        line.Split(' ') is [_, _, _, var root, var target, ..] && _mountedByEngine.Contains(target) ? IdIn(root) : null;

    /// <summary>The last part of a path that is an id.</summary>
    internal static string? IdIn(string path) => path.Split('/', '-', '.', ':').LastOrDefault(part => part.Length == IdLength && part.All(Uri.IsHexDigit));

    private static bool IsShortId(string name) => name.Length == ShortIdLength && name.All(Uri.IsHexDigit);

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return []; // not Linux, or no /proc
        }
    }
}
