using System.Globalization;
using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Planning;

/// <param name="Network">Name of the network.</param>
/// <param name="Settings">EndpointSettings as create and connect take them.</param>
internal sealed record Endpoint(string Network, JsonObject Settings);

/// <summary>The networks of a container, with what the user asked of each; what the engine handed out is left behind.</summary>
internal static class RecreatedEndpoints
{
    private static readonly Version _macAddressInEndpoint = new(1, 44);
    private static readonly Version _macAddressAtRandom = new(1, 48);
    private static readonly string[] _predefined = ["bridge", "host", "none"];

    /// <summary>The network named by NetworkMode first: below API 1.44 it is the only one that creation takes.</summary>
    public static IReadOnlyList<Endpoint> From(Container container, Version apiVersion)
    {
        var mode = container.HostConfig.Text("NetworkMode") is { Length: > 0 } text and not "default" ? text : "bridge";
        if (mode is "host" or "none" || mode.StartsWith("container:", StringComparison.Ordinal))
            return [];

        return [.. container.Networks
            .Select(network => (network.Key, Value: network.Value as JsonObject ?? []))
            .OrderBy(network => IsMeantBy(mode, network.Key, network.Value) ? 0 : 1)
            .Select(network => new Endpoint(network.Key, Settings(container, network.Key, network.Value, IsMeantBy(mode, network.Key, network.Value), apiVersion)))];
    }

    private static bool IsMeantBy(string mode, string network, JsonObject endpoint) =>
        mode == network || (endpoint.Text("NetworkID") is { Length: >= 12 } id && id.StartsWith(mode, StringComparison.Ordinal));

    private static JsonObject Settings(
        Container container, string network, JsonObject endpoint, bool isMain, Version apiVersion)
    {
        var settings = new JsonObject();
        foreach (var key in new[] { "IPAMConfig", "Links", "DriverOpts" })
        {
            if (!endpoint[key].IsEmpty())
                settings[key] = endpoint[key]!.DeepClone();
        }

        if (endpoint.Number("GwPriority") is { } priority and not 0)
            settings["GwPriority"] = priority;

        // Aliases are refused on the networks every engine has, and the engine adds the short id by itself.
        var aliases = endpoint.Texts("Aliases").Where(alias => alias != container.ShortId).ToList();
        if (aliases.Count > 0 && !_predefined.Contains(network))
            settings["Aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode)JsonValue.Create(alias))]);

        if (apiVersion >= _macAddressInEndpoint && endpoint.Text("MacAddress") is { Length: > 0 } mac
            && (IsTheUsers(mac, apiVersion) || (isMain && container.Config.Text("MacAddress") == mac)))
        {
            settings["MacAddress"] = mac;
        }

        return settings;
    }

    /// <summary>
    /// Inspect does not tell a configured address from a generated one (moby#48168). Generated ones are always locally
    /// administered: the second bit of the first byte is set. Below API 1.48 they also begin with 02:42, because they are
    /// made from the IP address (moby#48808). Any other configured one shows only in Config.
    /// </summary>
    private static bool IsTheUsers(string mac, Version apiVersion) =>
        byte.TryParse(mac.Split(':')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var first)
        && ((first & 2) == 0 || (apiVersion < _macAddressAtRandom && !mac.StartsWith("02:42:", StringComparison.Ordinal)));
}
