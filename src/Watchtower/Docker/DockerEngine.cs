using System.Globalization;
using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Ports;
using Watchtower.Registries;

namespace Watchtower.Docker;

/// <summary>The engine at an endpoint. The API version is negotiated on <see cref="ConnectAsync"/>, never fixed.</summary>
public sealed class DockerEngine : IDockerEngine, IDisposable
{
    /// <summary>The newest API version this program was tested with: a newer engine is asked to speak it.</summary>
    public static Version NewestApi { get; } = new(1, 51);

    /// <summary>For what a Raspberry Pi with a busy SD card needs its time.</summary>
    internal static TimeSpan Slow { get; } = TimeSpan.FromMinutes(10);

    private readonly EngineConnection _connection;
    private readonly EngineRegistry _registry;

    public DockerEngine(DockerEndpoint endpoint, IPullProgress progress, ICredentialSource? logins = null)
    {
        _connection = new EngineConnection(endpoint);
        _registry = new EngineRegistry(_connection, progress, logins);
    }

    public Version ApiVersion => _connection.ApiVersion ?? NewestApi;

    public void Dispose() => _connection.Dispose();

    /// <summary>Asks the engine for its versions and settles on one; again after the engine was away.</summary>
    public async Task<EngineVersion> ConnectAsync(Version? minimum, CancellationToken cancellation)
    {
        _connection.ApiVersion = null;
        var answer = Expect(await GetAsync("version", "ask for the engine's version", cancellation), "ask for the engine's version");
        var newest = ReadVersion(answer, "ApiVersion") ?? throw Garbled("ask for the engine's version");
        if (ReadVersion(answer, "MinAPIVersion") is { } oldest && oldest > NewestApi)
            throw new EngineException(EngineFailure.Invalid, Texts.EngineTooNew(oldest, NewestApi));
        if (minimum is not null && newest < minimum)
            throw new EngineException(EngineFailure.Invalid, Texts.EngineTooOld(newest, minimum));

        _connection.ApiVersion = newest < NewestApi ? newest : NewestApi;
        return new EngineVersion(
            answer.Text("Version") ?? "?", _connection.ApiVersion, $"{answer.Text("Os")}/{answer.Text("Arch")}");
    }

    public async Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(CancellationToken cancellation) =>
        await GetAsync("containers/json?all=1", "list the containers", cancellation) is JsonArray rows
            ? [.. rows.OfType<JsonObject>().Where(ForeignJson.IsReadable).Select(Summary).OfType<ContainerSummary>()]
            : throw Garbled("list the containers");

    public async Task<JsonObject> InspectContainerAsync(string container, CancellationToken cancellation)
    {
        var purpose = $"inspect container {Readable(container)}";
        return Expect(await GetAsync($"containers/{Escape(container)}/json", purpose, cancellation), purpose);
    }

    public Task<JsonObject?> FindImageAsync(string image, CancellationToken cancellation) =>
        FindAsync($"images/{EscapeReference(image)}/json", $"inspect image {image}", cancellation);

    public async Task<string?> FindNetworkAsync(string network, CancellationToken cancellation) =>
        (await FindAsync($"networks/{Escape(network)}", $"inspect network {network}", cancellation))?.Text("Id");

    private async Task<JsonObject?> FindAsync(string path, string purpose, CancellationToken cancellation)
    {
        try
        {
            return Expect(await GetAsync(path, purpose, cancellation), purpose);
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound)
        {
            return null;
        }
    }

    public Task<string> FindDigestAsync(ImageReference image, CancellationToken cancellation) => _registry.FindDigestAsync(image, cancellation);

    public Task PullImageAsync(ImageReference image, CancellationToken cancellation) => _registry.PullAsync(image, cancellation);

    /// <summary>What the engine, or what stands before it, answers to a call that can't change anything.</summary>
    internal Task<EngineReply> ProbeAsync(EngineCall call, CancellationToken cancellation) => _connection.ProbeAsync(call, cancellation);

    public async Task<string> CreateContainerAsync(string name, JsonObject body, CancellationToken cancellation)
    {
        var purpose = $"create container {name}";
        var call = new EngineCall(HttpMethod.Post, $"containers/create?name={Escape(name)}", purpose, body) { Timeout = Slow };
        return Expect(await _connection.CallAsync(call, cancellation), purpose).Text("Id") ?? throw Garbled(purpose);
    }

    public Task ConnectNetworkAsync(string network, string container, JsonObject endpoint, CancellationToken cancellation) =>
        PostAsync($"networks/{Escape(network)}/connect", $"connect {Readable(container)} to network {network}", cancellation,
            new JsonObject { ["Container"] = container, ["EndpointConfig"] = endpoint.DeepClone() });

    public Task StartContainerAsync(string container, CancellationToken cancellation) =>
        PostAsync($"containers/{Escape(container)}/start", $"start {Readable(container)}", cancellation);

    public Task StopContainerAsync(string container, TimeSpan timeout, CancellationToken cancellation)
    {
        var seconds = (long)Math.Ceiling(timeout.TotalSeconds);
        var path = string.Format(CultureInfo.InvariantCulture, "containers/{0}/stop?t={1}", Escape(container), seconds);
        var patience = seconds < 0 ? Timeout.InfiniteTimeSpan : timeout + Slow;
        return _connection.DoAsync(new EngineCall(HttpMethod.Post, path, $"stop {Readable(container)}") { Timeout = patience }, cancellation);
    }

    public Task SignalContainerAsync(string container, string signal, CancellationToken cancellation) =>
        PostAsync($"containers/{Escape(container)}/kill?signal={Escape(signal)}", $"send {signal} to {Readable(container)}", cancellation);

    public Task WaitContainerAsync(string container, CancellationToken cancellation) => _connection.DoAsync(
        new EngineCall(HttpMethod.Post, $"containers/{Escape(container)}/wait", $"wait for {Readable(container)}") { Timeout = Timeout.InfiniteTimeSpan },
        cancellation);

    public Task RenameContainerAsync(string container, string name, CancellationToken cancellation) =>
        PostAsync($"containers/{Escape(container)}/rename?name={Escape(name)}", $"rename {Readable(container)} to {name}", cancellation);

    public Task RemoveContainerAsync(string container, CancellationToken cancellation) =>
        DeleteAsync($"containers/{Escape(container)}?force=1", $"remove container {Readable(container)}", cancellation);

    public Task RemoveImageAsync(string imageId, CancellationToken cancellation) =>
        DeleteAsync($"images/{Escape(imageId)}", $"remove image {ContainerId.AbbreviateImage(imageId)}", cancellation);

    private Task<JsonNode?> GetAsync(string path, string purpose, CancellationToken cancellation) =>
        _connection.CallAsync(new EngineCall(HttpMethod.Get, path, purpose), cancellation);

    private Task PostAsync(string path, string purpose, CancellationToken cancellation, JsonObject? body = null) =>
        _connection.DoAsync(new EngineCall(HttpMethod.Post, path, purpose, body) { Timeout = Slow }, cancellation);

    private Task DeleteAsync(string path, string purpose, CancellationToken cancellation) =>
        _connection.DoAsync(new EngineCall(HttpMethod.Delete, path, purpose) { Timeout = Slow }, cancellation);

    /// <summary>Null for a row that names no container: there is nothing to be said about it.</summary>
    private static ContainerSummary? Summary(JsonObject row)
    {
        // A linked container is also listed under the names its dependents have for it: /web/db.
        var names = row.Texts("Names").Select(candidate => candidate.TrimStart('/').Split('/')).ToList();
        var name = names.FirstOrDefault(parts => parts.Length == 1)?[0];
        return row.Text("Id") is { } id && name is not null && row.Text("ImageID") is { } imageId
            ? new ContainerSummary(
                id, name, row.Text("Image") ?? imageId, imageId, row.Text("State") ?? "",
                new ContainerLabels(row.Child("Labels").TextValues()))
            {
                LinkedFrom = [.. names.Where(parts => parts.Length == 2).Select(parts => parts[0])],
                NetworkMode = row.Child("HostConfig").Text("NetworkMode") ?? "",
            }
            : null;
    }

    private static Version? ReadVersion(JsonObject answer, string key) =>
        Version.TryParse(answer.Text(key), out var version) ? version : null;

    private static JsonObject Expect(JsonNode? answer, string purpose) => answer as JsonObject ?? throw Garbled(purpose);

    private static EngineException Garbled(string purpose) =>
        new(EngineFailure.Garbled, $"can't {purpose}: the engine's answer is not what its API promises");

    private static string Readable(string container) =>
        container.Length == 64 ? ContainerId.Abbreviate(container) : container;

    private static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>The engine wants the slashes of a reference as they are; but a label may hold anything for a name.</summary>
    private static string EscapeReference(string image) =>
        ImageReference.IsImageId(image) || ImageReference.TryParse(image) is not null ? image : Escape(image);
}
