using System.Text.Json.Nodes;
using Watchtower.Docker;

namespace Watchtower.Preflight;

/// <summary>
/// Every call that Watchtower makes to an engine: what a proxy in front of it has to let through. README shows this table.
/// </summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Below the version of the API; <c>{id}</c> is one part of a path, <c>{name}</c> may have slashes.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Probe">The same call about something that can't exist, so that nothing can come of it.</param>
internal sealed record EngineEndpoint(HttpMethod Method, string Path, string Purpose, string Probe)
{
    /// <summary>No container, network or image has it.</summary>
    private const string NoId = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>A hyphen is the name of nothing: the engine refuses it before it does anything.</summary>
    private const string NoName = "-";

    private static readonly Version _connectsOnCreate = new(1, 44);

    /// <summary>Updates work without it.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>Engines from this version on are never asked for it; null for none.</summary>
    public Version? NotSince { get; private init; }

    public JsonObject? Body { get; private init; }

    public static IReadOnlyList<EngineEndpoint> All { get; } =
    [
        new(HttpMethod.Get, "/version", "settle on a version of the API", "version"),
        new(HttpMethod.Get, "/containers/json", "find the containers", "containers/json?limit=1"),
        new(HttpMethod.Get, "/containers/{id}/json", "read a container's options", $"containers/{NoId}/json"),
        new(HttpMethod.Get, "/images/{name}/json", "find out what an image name stands for here", $"images/sha256:{NoId}/json"),
        new(HttpMethod.Get, "/distribution/{name}/json", "ask a registry through the engine", $"distribution/{NoName}/json") { IsOptional = true },
        new(HttpMethod.Post, "/images/create", "pull", $"images/create?fromImage={NoName}&tag=latest"),
        new(HttpMethod.Post, "/containers/create", "create the replacement", "containers/create") { Body = new JsonObject { ["Image"] = $"sha256:{NoId}" } },
        new(HttpMethod.Post, "/networks/{id}/connect", "attach its further networks (engines before API 1.44)", $"networks/{NoId}/connect")
        {
            Body = new JsonObject { ["Container"] = NoId },
            NotSince = _connectsOnCreate,
        },
        new(HttpMethod.Get, "/networks/{id}", "find out which networks are missing, after a failure", $"networks/{NoId}") { IsOptional = true },
        new(HttpMethod.Post, "/containers/{id}/stop", "stop", $"containers/{NoId}/stop"),
        new(HttpMethod.Post, "/containers/{id}/kill", "send the signal of a stop-signal label", $"containers/{NoId}/kill?signal=SIGTERM"),
        new(HttpMethod.Post, "/containers/{id}/wait", "wait for the end after it", $"containers/{NoId}/wait"),
        new(HttpMethod.Post, "/containers/{id}/rename", "let the replacement take over the name", $"containers/{NoId}/rename?name=watchtower-preflight"),
        new(HttpMethod.Post, "/containers/{id}/start", "start", $"containers/{NoId}/start"),
        new(HttpMethod.Delete, "/containers/{id}", "remove the old container", $"containers/{NoId}"),
        new(HttpMethod.Delete, "/images/{name}", "remove the old image (--cleanup)", $"images/sha256:{NoId}"),
    ];

    public EngineCall Call => new(Method, Probe, $"{Method} {Path}", Body) { Timeout = TimeSpan.FromSeconds(30) };

    public bool IsUsedWith(Version api, Settings settings) =>
        (NotSince is null || api < NotSince) && (settings.Cleanup || Path != "/images/{name}") && (!settings.NoPull || Path is not ("/images/create" or "/distribution/{name}/json"));

    public override string ToString() => $"{Method.ToString().PadRight(6)} {Path}";
}
