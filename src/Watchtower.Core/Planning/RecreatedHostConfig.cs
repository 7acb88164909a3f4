using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>The <c>HostConfig</c> half of a create body: the container's, with references and volumes that still hold.</summary>
internal static class RecreatedHostConfig
{
    private const string ContainerMode = "container:";

    /// <param name="container">As inspected.</param>
    /// <param name="replacements">Old id, and old name, to the new id.</param>
    /// <param name="sources">Those it uses the volumes of.</param>
    public static JsonObject From(
        Container container, IReadOnlyDictionary<string, string> replacements, IReadOnlyList<VolumeSource> sources)
    {
        var hostConfig = (JsonObject)container.HostConfig.DeepClone();
        RewriteLinks(hostConfig, replacements);
        RewriteNamespaces(hostConfig, replacements);
        RewriteVolumesFrom(hostConfig, replacements);
        if (PodmanAnswers.IsSourceOf(container))
            PodmanAnswers.MakeAcceptable(hostConfig);
        var taken = MountPaths(hostConfig);
        KeepAnonymousVolumes(hostConfig, container, sources, taken);
        taken.UnionWith(MountedVolume.Of(container).Select(volume => volume.Path));
        InheritFreshVolumes(hostConfig, sources, taken);
        return hostConfig;
    }

    /// <summary>
    /// Inspect shows <c>/db:/web/alias</c>, create wants <c>db:alias</c>. A replaced container is linked by its new id,
    /// which stays right when the names change hands.
    /// </summary>
    private static void RewriteLinks(JsonObject hostConfig, IReadOnlyDictionary<string, string> replacements)
    {
        if (hostConfig["Links"] is not JsonArray)
            return;
        hostConfig["Links"] = new JsonArray([.. hostConfig.Texts("Links").Select(link =>
        {
            var parts = link.Split(':');
            var target = parts[0].TrimStart('/');
            var alias = parts[parts.Length - 1];
            return (JsonNode)JsonValue.Create($"{NewName(target, replacements)}:{alias.Substring(alias.LastIndexOf('/') + 1)}");
        })]);
    }

    private static void RewriteNamespaces(JsonObject hostConfig, IReadOnlyDictionary<string, string> replacements)
    {
        foreach (var key in new[] { "NetworkMode", "IpcMode", "PidMode" })
        {
            if (hostConfig.Text(key) is { } mode && mode.StartsWith(ContainerMode, StringComparison.Ordinal))
                hostConfig[key] = ContainerMode + NewId(mode.Substring(ContainerMode.Length), replacements);
        }
    }

    private static void RewriteVolumesFrom(JsonObject hostConfig, IReadOnlyDictionary<string, string> replacements)
    {
        if (hostConfig["VolumesFrom"] is not JsonArray)
            return;
        hostConfig["VolumesFrom"] = new JsonArray([.. hostConfig.Texts("VolumesFrom").Select(source =>
        {
            var colon = source.IndexOf(':');
            var (from, mode) = colon < 0 ? (source, "") : (source.Substring(0, colon), source.Substring(colon));
            return (JsonNode)JsonValue.Create(NewId(from, replacements) + mode);
        })]);
    }

    /// <summary>
    /// A volume nobody named belongs to the container alone: unless the new container mounts it by the name the engine
    /// made up, the user's data stays behind in it.
    /// </summary>
    private static void KeepAnonymousVolumes(
        JsonObject hostConfig, Container container, IReadOnlyList<VolumeSource> sources, HashSet<string> taken)
    {
        var mounts = hostConfig.Objects("Mounts").ToList();
        var inherited = container.HostConfig.Texts("VolumesFrom").Count > 0;
        var own = container.Config.Child("Volumes");
        var binds = new List<string>();

        foreach (var mount in container.Inspect.Objects("Mounts"))
        {
            if (mount.Text("Type") != "volume" || mount.Text("Name") is not { } volume || mount.Text("Destination") is not { } destination)
                continue;
            if (mounts.FirstOrDefault(candidate => IsSamePath(candidate.Text("Target"), destination)) is { } unnamed)
            {
                if (unnamed.Text("Type") == "volume" && unnamed["Source"].IsEmpty())
                    unnamed["Source"] = volume;
            }
            else if (!taken.Contains(MountedVolume.Normal(destination))
                && (!inherited || own.Any(path => IsSamePath(path.Key, destination)))
                && !sources.Any(source => source.Has(new MountedVolume(volume, MountedVolume.Normal(destination)))))
            {
                binds.Add($"{volume}:{destination}{(mount["RW"] is JsonValue && !mount.Flag("RW") ? ":ro" : "")}");
            }
        }

        AddBinds(hostConfig, binds);
    }

    /// <summary>
    /// The engine looks up whose volumes a container uses when it creates it. At that moment a name still means the old
    /// container, which does not have what only the new one's image declares.
    /// </summary>
    private static void InheritFreshVolumes(JsonObject hostConfig, IReadOnlyList<VolumeSource> sources, HashSet<string> taken)
    {
        var binds = new List<string>();
        foreach (var source in sources.Reverse()) // the last one counts where two have something at the same path
        {
            foreach (var volume in source.Fresh.Where(volume => taken.Add(volume.Path)))
                binds.Add($"{volume.Name}:{volume.Path}{(source.IsReadOnly ? ":ro" : "")}");
        }

        AddBinds(hostConfig, binds);
    }

    /// <summary>Where the user has mounted something.</summary>
    private static HashSet<string> MountPaths(JsonObject hostConfig) => new(
        hostConfig.Texts("Binds").Select(Destination)
            .Concat(hostConfig.Objects("Mounts").Select(mount => MountedVolume.Normal(mount.Text("Target") ?? "")))
            .Concat(hostConfig.Child("Tmpfs").Select(path => MountedVolume.Normal(path.Key))));

    private static void AddBinds(JsonObject hostConfig, List<string> binds)
    {
        if (binds.Count == 0)
            return;
        hostConfig["Binds"] = new JsonArray([.. hostConfig.Texts("Binds").Concat(binds).Select(bind => (JsonNode)JsonValue.Create(bind))]);
    }

    /// <summary><c>source:/destination[:mode]</c>, or just <c>/destination</c>.</summary>
    private static string Destination(string bind)
    {
        var parts = bind.Split(':');
        return MountedVolume.Normal(parts.Length > 1 ? parts[1] : parts[0]);
    }

    private static bool IsSamePath(string? one, string other) =>
        one is not null && MountedVolume.Normal(one) == MountedVolume.Normal(other);

    /// <summary>For what the engine resolves at creation: the replacement's id where there is one.</summary>
    private static string NewName(string name, IReadOnlyDictionary<string, string> replacements) =>
        replacements.TryGetValue(name, out var id) ? id : name;

    /// <summary>For what the engine resolves at each start: a name stays right by itself, an id does not.</summary>
    private static string NewId(string nameOrId, IReadOnlyDictionary<string, string> replacements) =>
        replacements.FirstOrDefault(pair => IsIdStart(nameOrId, pair.Key)).Value ?? nameOrId;

    private static bool IsIdStart(string text, string id) =>
        text.Length >= 12 && id.Length == 64 && id.StartsWith(text, StringComparison.Ordinal);
}
