using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Tests;

/// <summary>
/// Every option that an API definition knows: put in a value, see the same value come out. What does not come out the
/// same is listed here with its reason. The definitions lie beside the repository, if at all.
/// </summary>
public class EveryOptionTests
{
    /// <summary>Named anew at each creation.</summary>
    private static readonly string[] _configExceptions = ["Image"];

    /// <summary>Shown as <c>/db:/web/alias</c>, asked for as <c>db:alias</c>.</summary>
    private static readonly string[] _hostConfigExceptions = ["Links"];

    /// <summary>What the engine handed out; and a MAC, which it hands out unless the container's config repeats it.</summary>
    private static readonly string[] _endpointExceptions =
    [
        "NetworkID", "EndpointID", "Gateway", "IPAddress", "IPPrefixLen", "IPv6Gateway", "GlobalIPv6Address",
        "GlobalIPv6PrefixLen", "MacAddress", "DNSNames",
    ];

    public static TheoryData<string> Versions { get; } = ["1.25", "1.44", "1.55"];

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public void Of_the_config_comes_back(string version)
    {
        var api = Definitions(version);
        // 1.25 calls the container's config what later versions call ContainerConfig.
        var options = Options(api, api.Knows("ContainerConfig") ? "ContainerConfig" : "Config", atLeast: 22);

        options.Where(option => !ComesBack(option)).Select(option => option.Key).ShouldBe(_configExceptions);

        bool ComesBack((string Key, JsonNode? Value) option)
        {
            var body = A.Container("web").Configured(option.Key, option.Value!.ToJsonString()).Recreated().Body;
            body.Select(field => field.Key).Except([option.Key, "Image", "HostConfig", "NetworkingConfig"]).ShouldBeEmpty(option.Key);
            return JsonNode.DeepEquals(body[option.Key], option.Value);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public void Of_the_host_config_comes_back(string version)
    {
        var options = Options(Definitions(version), "HostConfig", atLeast: 55);

        options.Where(option => !ComesBack(option)).Select(option => option.Key).ShouldBe(_hostConfigExceptions);

        bool ComesBack((string Key, JsonNode? Value) option)
        {
            var recreation = A.Container("web").Hosted(option.Key, option.Value!.ToJsonString()).Recreated();
            recreation.Body.Select(field => field.Key)
                .Except(["Image", "HostConfig", "NetworkingConfig", option.Key == "PortBindings" ? "ExposedPorts" : "Image"]).ShouldBeEmpty(option.Key);
            recreation.HostConfig().Select(field => field.Key).Except([option.Key, "NetworkMode"]).ShouldBeEmpty(option.Key);
            return JsonNode.DeepEquals(recreation.HostConfig()[option.Key], option.Value);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public void Of_an_endpoint_comes_back(string version)
    {
        var options = Options(Definitions(version), "EndpointSettings", atLeast: 11);

        options.Where(option => !ComesBack(option)).Select(option => option.Key)
            .ShouldBe(options.Select(option => option.Key).Intersect(_endpointExceptions), ignoreOrder: true);

        bool ComesBack((string Key, JsonNode? Value) option)
        {
            var recreation = A.Container("web").Hosted("NetworkMode", "\"front\"")
                .Attached("front", new JsonObject { [option.Key] = option.Value!.DeepClone() }.ToJsonString()).Recreated();
            var endpoint = recreation.Endpoints().Child("front");
            endpoint.Select(field => field.Key).Except([option.Key]).ShouldBeEmpty(option.Key);
            return JsonNode.DeepEquals(endpoint[option.Key], option.Value);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public void Of_the_address_management_is_among_them(string version)
    {
        var ipam = (JsonObject)Options(Definitions(version), "EndpointSettings", atLeast: 11).Single(option => option.Key == "IPAMConfig").Value!;

        ipam.Select(field => field.Key).ShouldBe(["IPv4Address", "IPv6Address", "LinkLocalIPs"], ignoreOrder: true);
    }

    private static ApiDefinitions Definitions(string version)
    {
        Repository.RequireSharedFixtures();
        return ApiDefinitions.Read(Path.Combine(Repository.SharedFixtures, "moby", $"api-v{version}.yaml"));
    }

    private static List<(string Key, JsonNode? Value)> Options(ApiDefinitions api, string definition, int atLeast)
    {
        var options = api.PropertiesOf(definition).Select(option => (option.Key, api.ValueOf(option.Value!))).ToList();
        options.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        return options;
    }
}
