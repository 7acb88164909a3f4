using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Docker;

/// <summary>
/// Finds out in which of the engine's containers this process runs. The engine mounts /etc/hostname and its like from a
/// folder named after the container, whatever the host name, the network or the version of cgroups is.
/// </summary>
internal static class OwnContainer
{
    private const int IdLength = 64;
    private static readonly string[] _mountedByEngine = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf"];

    /// <summary>This process seems to run in a container, of whatever engine.</summary>
    public static bool IsLikely => Candidates().Any();

    /// <summary>The id; null if this process runs in no container of that engine.</summary>
    public static async Task<string?> FindAsync(IDockerEngine engine, CancellationToken cancellation)
    {
        foreach (var candidate in Candidates())
        {
            try
            {
                return (await engine.InspectContainerAsync(candidate, cancellation)).Text("Id");
            }
            catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound)
            {
                // A container of another engine, or a host name that only looks like an id.
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates() =>
        Lines("/proc/self/mountinfo").Select(IdInMount)
            .Concat(Lines("/proc/self/cgroup").Select(IdIn))
            .Append(IsShortId(Environment.MachineName) ? Environment.MachineName : null)
            .OfType<string>()
            .Distinct();

    /// <summary>Fields 4 and 5 of a line are what is mounted and where. Source: proc(5).</summary>
    internal static string? IdInMount(string line) =>
        line.Split(' ') is [_, _, _, var root, var target, ..] && _mountedByEngine.Contains(target) ? IdIn(root) : null;

    /// <summary>The last part of a path that is an id.</summary>
    internal static string? IdIn(string path) => path.Split('/', '-', '.', ':').LastOrDefault(part => part.Length == IdLength && part.All(Uri.IsHexDigit));

    private static bool IsShortId(string name) => name.Length == 12 && name.All(Uri.IsHexDigit);

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
