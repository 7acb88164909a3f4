using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>What it takes to create a container again.</summary>
/// <param name="Body">For <c>POST /containers/create</c>.</param>
/// <param name="FurtherNetworks">
/// To be connected before the start, where the engine takes one network at creation (API below 1.44): network to endpoint.
/// </param>
public sealed record Recreation(JsonObject Body, IReadOnlyDictionary<string, JsonObject> FurtherNetworks);

/// <summary>What has become of the engine around a container.</summary>
/// <param name="ApiVersion">The API version spoken.</param>
public sealed record RecreationContext(Version ApiVersion)
{
    /// <summary>For containers replaced before this one: old id, and old name, to the new id.</summary>
    public IReadOnlyDictionary<string, string> Replacements { get; init; } = new Dictionary<string, string>();

    /// <summary>Those it uses the volumes of.</summary>
    public IReadOnlyList<VolumeSource> VolumeSources { get; init; } = [];
}

/// <summary>
/// Same options, new defaults: everything the user gave goes back as it came, known to us or not, and what came from
/// the old image is left out, so that the new image's own defaults apply.
/// </summary>
public static class ContainerRecreation
{
    private static readonly Version _severalNetworksAtCreation = new(1, 44);

    /// <param name="container">As inspected.</param>
    /// <param name="oldImage">Inspect of the image it runs on; null if the engine no longer has it, and then all is kept.</param>
    /// <param name="image">The reference to create it from.</param>
    /// <param name="context">What it is created among.</param>
    public static Recreation Recreate(Container container, JsonObject? oldImage, string image, RecreationContext context)
    {
        var body = RecreatedConfig.From(container, oldImage?.Child("Config"), image);
        var hostConfig = RecreatedHostConfig.From(container, context.Replacements, context.VolumeSources);
        var endpoints = RecreatedEndpoints.From(container, context.ApiVersion);

        var first = context.ApiVersion >= _severalNetworksAtCreation ? endpoints : [.. endpoints.Take(1)];
        body["HostConfig"] = hostConfig;
        body["NetworkingConfig"] = new JsonObject
        {
            ["EndpointsConfig"] = new JsonObject(first.Select(endpoint =>
                new KeyValuePair<string, JsonNode?>(endpoint.Network, endpoint.Settings))),
        };
        return new Recreation(body, endpoints.Skip(first.Count).ToDictionary(endpoint => endpoint.Network, endpoint => endpoint.Settings));
    }
}
