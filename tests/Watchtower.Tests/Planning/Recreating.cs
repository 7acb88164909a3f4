using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>Shorthand for the many tests of <see cref="ContainerRecreation"/>.</summary>
internal static class Recreating
{
    /// <summary>The last API version that takes one network at creation, and the first that takes several.</summary>
    public static Version OneNetwork { get; } = new(1, 43);

    public static Version SeveralNetworks { get; } = new(1, 44);

    public static Recreation Recreated(
        this ContainerBuilder container,
        ImageBuilder? from = null,
        string image = "app:2",
        Version? api = null,
        IReadOnlyDictionary<string, string>? replacements = null,
        IReadOnlyList<VolumeSource>? sources = null) =>
        ContainerRecreation.Recreate(
            container.Build(), (from ?? A.Image("app:1")).Inspect(), image,
            new RecreationContext(api ?? SeveralNetworks) { Replacements = replacements ?? new Dictionary<string, string>(), VolumeSources = sources ?? [] });

    public static JsonObject HostConfig(this Recreation recreation) => recreation.Body.Child("HostConfig");

    public static JsonObject Endpoints(this Recreation recreation) =>
        recreation.Body.Child("NetworkingConfig").Child("EndpointsConfig");

    /// <summary>A container with this name was replaced: how the transaction tells it to those that depend on it.</summary>
    public static IReadOnlyDictionary<string, string> Replaced(string name) =>
        new Dictionary<string, string> { [name] = A.IdOf("new " + name), [A.IdOf(name)] = A.IdOf("new " + name) };
}
