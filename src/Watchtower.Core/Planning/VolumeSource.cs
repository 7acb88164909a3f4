using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>A container whose volumes another one uses, <c>--volumes-from</c>.</summary>
/// <param name="Current">The container that the reference means.</param>
/// <param name="Replacement">
/// What takes its name after the creation of the other, so that the engine does not find the volumes of it; null if there
/// is nothing of the kind.
/// </param>
/// <param name="IsReadOnly">The other may not write to them.</param>
public sealed record VolumeSource(Container Current, Container? Replacement, bool IsReadOnly)
{
    /// <summary>Volumes that only the new image declares.</summary>
    internal IEnumerable<MountedVolume> Fresh => Replacement is null
        ? []
        : MountedVolume.Of(Replacement).Where(volume => !MountedVolume.Of(Current).Any(old => old.Path == volume.Path));

    internal bool Has(MountedVolume volume) => MountedVolume.Of(Current).Contains(volume);
}

/// <param name="Name">Of the volume.</param>
/// <param name="Path">Where it is mounted, without a slash at the end.</param>
internal sealed record MountedVolume(string Name, string Path)
{
    public static IEnumerable<MountedVolume> Of(Container container) =>
        from mount in container.Inspect.Objects("Mounts")
        let name = mount.Text("Name")
        let path = mount.Text("Destination")
        where mount.Text("Type") == "volume" && name is not null && path is not null
        select new MountedVolume(name, Normal(path));

    /// <summary>The engine takes paths with and without a slash at the end for the same.</summary>
    public static string Normal(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
