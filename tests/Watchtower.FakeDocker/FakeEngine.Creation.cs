using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

public sealed partial class FakeEngine
{
    private static readonly Version _severalNetworksAtCreation = new(1, 44);

    /// <param name="name">The container's name.</param>
    /// <param name="body">As <c>POST /containers/create</c> takes it.</param>
    /// <returns>The new container.</returns>
    public FakeContainer Create(string name, JsonObject body)
    {
        lock (_lock)
        {
            var config = (JsonObject)body.DeepClone();
            var hostConfig = (JsonObject)config.Child("HostConfig").DeepClone();
            var endpoints = (JsonObject)config.Child("NetworkingConfig").Child("EndpointsConfig").DeepClone();
            config.Remove("HostConfig");
            config.Remove("NetworkingConfig");

            var image = FindImage(config.Text("Image") ?? "")
                ?? throw Fail(EngineFailure.NotFound, $"No such image: {config.Text("Image")}");
            Check(config, hostConfig, endpoints);
            ConfigMerge.Merge(config, image.Config);
            if (config.Texts("Entrypoint").Count == 0 && config.Texts("Cmd").Count == 0)
                throw Fail(EngineFailure.Invalid, "No command specified");
            CheckName(name);

            var container = new FakeContainer(IdOf($"container {++_created}"), name, image, config, hostConfig) { CreatedAt = time.GetUtcNow() };
            Complete(container, endpoints);
            container.Links.AddRange(hostConfig.Texts("Links").Select(Resolve));
            container.Mounts = MountsOf(container);
            _containers.Add(container);
            return container;
        }
    }

    private void CheckName(string name)
    {
        if (!NameSyntax().IsMatch(name))
            throw Fail(EngineFailure.Invalid, $"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        if (Named(name) is { } other)
            throw Fail(EngineFailure.Conflict, $"Conflict. The container name \"/{name}\" is already in use by container \"{other.Id}\". You have to remove (or rename) that container to be able to reuse that name.");
    }

    private void Check(JsonObject config, JsonObject hostConfig, JsonObject endpoints)
    {
        if (ApiVersion < _severalNetworksAtCreation && endpoints.Count > 1)
            throw Fail(EngineFailure.Invalid, $"Container cannot be connected to network endpoints: {string.Join(", ", endpoints.Select(endpoint => endpoint.Key))}");
        if (hostConfig.Text("NetworkMode")?.StartsWith("container:", StringComparison.Ordinal) != true)
            return;
        if (!config["Hostname"].IsEmpty())
            throw Fail(EngineFailure.Invalid, "conflicting options: hostname and the network mode");
        if (!hostConfig["PortBindings"].IsEmpty())
            throw Fail(EngineFailure.Invalid, "conflicting options: port publishing and the container type network mode");
        if (!config["ExposedPorts"].IsEmpty())
            throw Fail(EngineFailure.Invalid, "conflicting options: port exposing and the container type network mode");
        if (!hostConfig["Links"].IsEmpty())
            throw Fail(EngineFailure.Invalid, "conflicting options: container type network can't be used with links. This would result in undefined behavior");
    }

    private static void Complete(FakeContainer container, JsonObject endpoints)
    {
        if (container.Config["Hostname"].IsEmpty())
            container.Config["Hostname"] = container.NetworkMode == "host" ? "raspberrypi" : container.ShortId;
        container.Config["Labels"] ??= new JsonObject();
        container.HostConfig["NetworkMode"] = container.NetworkMode;
        container.HostConfig["RestartPolicy"] ??= new JsonObject { ["Name"] = "no", ["MaximumRetryCount"] = 0 };

        foreach (var endpoint in endpoints)
            container.Networks[endpoint.Key] = (JsonObject)(endpoint.Value?.DeepClone() ?? new JsonObject());
        var mode = container.NetworkMode == "default" ? "bridge" : container.NetworkMode;
        if (container.Networks.Count == 0 && !mode.StartsWith("container:", StringComparison.Ordinal))
            container.Networks[mode] = [];
    }

    private Link Resolve(string link)
    {
        var parts = link.Split(':');
        try
        {
            return new Link(Find(parts[0]).Id, parts[^1].Split('/')[^1]);
        }
        catch (EngineException missing)
        {
            throw new EngineException(EngineFailure.Invalid, $"could not get container for {parts[0]}: {missing.Message}", missing);
        }
    }

    private List<Mount> MountsOf(FakeContainer container)
    {
        var mounts = new Dictionary<string, Mount>();
        foreach (var source in container.HostConfig.Texts("VolumesFrom"))
        {
            foreach (var mount in Find(source.Split(':')[0]).Mounts)
                mounts[mount.Destination] = mount;
        }

        var asked = container.HostConfig.Texts("Binds").Select(BindMount)
            .Concat((container.HostConfig["Mounts"] as JsonArray)?.OfType<JsonObject>().Select(AskedMount) ?? [])
            .ToList();
        if (asked.GroupBy(mount => mount.Destination).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Fail(EngineFailure.Invalid, $"Duplicate mount point: {twice.Key}");
        foreach (var mount in asked)
            mounts[mount.Destination] = mount;
        foreach (var path in container.Config.Child("Volumes").Where(path => !mounts.ContainsKey(path.Key)))
            mounts[path.Key] = AnonymousVolume(path.Key, isWritable: true);
        return [.. mounts.Values];
    }

    private Mount BindMount(string bind)
    {
        if (bind.Split(':') is not [var source, var destination, ..] parts)
            return AnonymousVolume(bind, isWritable: true);
        var isWritable = parts.Length < 3 || !parts[2].Split(',').Contains("ro");
        return source.StartsWith('/')
            ? new Mount("bind", null, source, destination, isWritable, IsAnonymous: false)
            : NamedVolume(source, destination, isWritable);
    }

    private Mount AskedMount(JsonObject mount)
    {
        var (type, source, target) = (mount.Text("Type") ?? "volume", mount.Text("Source"), mount.Text("Target")!);
        var isWritable = !mount.Flag("ReadOnly");
        return type != "volume" ? new Mount(type, null, source ?? "", target, isWritable, IsAnonymous: false)
            : string.IsNullOrEmpty(source) ? AnonymousVolume(target, isWritable)
            : NamedVolume(source, target, isWritable);
    }

    private Mount NamedVolume(string name, string destination, bool isWritable)
    {
        _volumes.TryAdd(name, new FakeVolume());
        return new Mount("volume", name, $"/var/lib/docker/volumes/{name}/_data", destination, isWritable, IsAnonymous: false);
    }

    private Mount AnonymousVolume(string destination, bool isWritable) =>
        NamedVolume(IdOf($"volume {_volumes.Count} of {_created}"), destination, isWritable) with { IsAnonymous = true };

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_.-]+$")]
    private static partial Regex NameSyntax();
}
