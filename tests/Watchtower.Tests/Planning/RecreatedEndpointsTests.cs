using System.Text.Json.Nodes;

namespace Watchtower.Tests;

public class RecreatedEndpointsTests
{
    private const string Mac = "02:42:0a:f1:00:99";

    [Fact]
    public void What_the_user_asked_for_goes_back_and_what_the_engine_handed_out_does_not() =>
        OnFront("""
            {
              "IPAMConfig": { "IPv4Address": "10.0.0.5", "IPv6Address": "fd00::5", "LinkLocalIPs": ["169.254.1.1"] },
              "Links": ["db:store"], "Aliases": ["shop"], "DriverOpts": { "a": "b" }, "GwPriority": 5,
              "NetworkID": "1", "EndpointID": "2", "Gateway": "10.0.0.1", "IPAddress": "10.0.0.5", "IPPrefixLen": 24,
              "IPv6Gateway": "fd00::1", "GlobalIPv6Address": "fd00::5", "GlobalIPv6PrefixLen": 64,
              "MacAddress": "02:42:0a:00:00:05", "DNSNames": ["web", "shop"]
            }
            """).Recreated().Endpoints()["front"].ShouldBeJson("""
            {
              "IPAMConfig": { "IPv4Address": "10.0.0.5", "IPv6Address": "fd00::5", "LinkLocalIPs": ["169.254.1.1"] },
              "Links": ["db:store"], "Aliases": ["shop"], "DriverOpts": { "a": "b" }, "GwPriority": 5
            }
            """);

    [Fact]
    public void What_was_not_asked_for_is_not_sent() =>
        OnFront("""{ "IPAMConfig": null, "Links": null, "Aliases": [], "DriverOpts": {}, "GwPriority": 0, "MacAddress": "" }""")
            .Recreated().Endpoints()["front"].ShouldBeJson("{}");

    [Fact]
    public void The_alias_the_engine_made_of_the_id_goes() =>
        OnFront($$"""{ "Aliases": ["shop", "{{A.ShortIdOf("web")}}"] }""").Recreated().Endpoints()["front"]
            .ShouldBeJson("""{ "Aliases": ["shop"] }""");

    [Theory]
    [InlineData("default")]
    [InlineData("bridge")]
    [InlineData("")]
    public void On_the_default_bridge_there_are_no_aliases(string mode) =>
        A.Container("web").Hosted("NetworkMode", $"\"{mode}\"").Attached("bridge", """{ "Aliases": ["web"] }""")
            .Recreated().Endpoints().ShouldBeJson("""{ "bridge": {} }""");

    [Theory]
    [InlineData("host")]
    [InlineData("none")]
    [InlineData("container:0123456789ab")]
    public void Without_a_network_of_its_own_there_are_no_endpoints(string mode)
    {
        var recreation = A.Container("web").Hosted("NetworkMode", $"\"{mode}\"").Attached(mode.Split(':')[0], """{ "Aliases": ["web"] }""").Recreated();

        recreation.Endpoints().ShouldBeEmpty();
        recreation.FurtherNetworks.ShouldBeEmpty();
    }

    [Fact]
    public void From_API_1_44_all_networks_are_part_of_the_creation()
    {
        var recreation = OnThree().Recreated(api: Recreating.SeveralNetworks);

        recreation.Endpoints().Select(endpoint => endpoint.Key).ShouldBe(["front", "alpha", "back"]);
        recreation.FurtherNetworks.ShouldBeEmpty();
    }

    [Fact]
    public void Below_only_the_main_network_is_and_the_others_are_connected_afterwards()
    {
        var recreation = OnThree().Recreated(api: Recreating.OneNetwork);

        recreation.Endpoints().ShouldBeJson("""{ "front": { "Aliases": ["f"] } }""");
        recreation.FurtherNetworks.Keys.ShouldBe(["alpha", "back"], ignoreOrder: true);
        recreation.FurtherNetworks["back"].ShouldBeJson("""{ "IPAMConfig": { "IPv4Address": "10.0.0.9" } }""");
    }

    [Theory]
    [InlineData("6dc6d7f928c0")]
    [InlineData("6dc6d7f928c0c481a0820630f41444c33e7bd49d83288b56f79d75dfa04cec3d")]
    public void The_main_network_may_be_named_by_its_id(string mode)
    {
        var recreation = OnThree().Hosted("NetworkMode", $"\"{mode}\"")
            .Attached("front", """{ "NetworkID": "6dc6d7f928c0c481a0820630f41444c33e7bd49d83288b56f79d75dfa04cec3d" }""")
            .Recreated(api: Recreating.OneNetwork);

        recreation.Endpoints().Select(endpoint => endpoint.Key).ShouldBe(["front"]);
        recreation.HostConfig()["NetworkMode"].ShouldBeJson($"\"{mode}\"");
    }

    [Fact]
    public void A_MAC_is_configured_where_the_container_repeats_it()
    {
        Endpoint(OnFront($$"""{ "MacAddress": "{{Mac}}" }""").Configured("MacAddress", $"\"{Mac}\"")).ShouldBeJson($$"""{ "MacAddress": "{{Mac}}" }""");
        Endpoint(OnFront($$"""{ "MacAddress": "{{Mac}}" }""")).ShouldBeJson("{}");
        Endpoint(OnFront($$"""{ "MacAddress": "{{Mac}}" }""").Configured("MacAddress", "\"02:42:0a:00:00:01\"")).ShouldBeJson("{}");

        static JsonNode? Endpoint(ContainerBuilder container) => container.Recreated().Endpoints()["front"];
    }

    [Fact]
    public void A_MAC_is_the_main_networks_and_unknown_to_endpoints_below_API_1_44()
    {
        var twoNetworks = OnFront($$"""{ "MacAddress": "{{Mac}}" }""").Attached("back", $$"""{ "MacAddress": "{{Mac}}" }""").Configured("MacAddress", $"\"{Mac}\"");

        twoNetworks.Recreated(api: Recreating.SeveralNetworks).Endpoints().ShouldBeJson($$"""{ "front": { "MacAddress": "{{Mac}}" }, "back": {} }""");
        twoNetworks.Recreated(api: Recreating.OneNetwork).Endpoints().ShouldBeJson("""{ "front": {} }""");
    }

    /// <summary>
    /// Engines make up locally administered addresses only: the second bit of the first byte is set. Below API 1.48 all of
    /// them begin with 02:42.
    /// </summary>
    [Theory]
    [InlineData("00:11:22:33:44:55", true, true)]
    [InlineData("b8:27:eb:33:44:55", true, true)]
    [InlineData("02:42:0a:f1:00:99", false, false)]
    [InlineData("8a:06:ee:5d:cb:22", true, false)]
    [InlineData("12:ea:a0:87:81:0c", true, false)]
    [InlineData("no MAC", false, false)]
    public void A_MAC_no_engine_makes_up_is_the_users_on_every_network(string mac, bool isKeptBefore, bool isKept)
    {
        Back(new Version(1, 47)).ShouldBeJson(isKeptBefore ? $$"""{ "MacAddress": "{{mac}}" }""" : "{}");
        Back(new Version(1, 48)).ShouldBeJson(isKept ? $$"""{ "MacAddress": "{{mac}}" }""" : "{}");

        JsonNode? Back(Version api) =>
            OnFront("{}").Attached("back", $$"""{ "MacAddress": "{{mac}}" }""").Recreated(api: api).Endpoints()["back"];
    }

    private static ContainerBuilder OnFront(string endpoint) =>
        A.Container("web").Hosted("NetworkMode", "\"front\"").Attached("front", endpoint);

    private static ContainerBuilder OnThree() => A.Container("web").Hosted("NetworkMode", "\"front\"")
        .Attached("alpha").Attached("back", """{ "IPAMConfig": { "IPv4Address": "10.0.0.9" } }""").Attached("front", """{ "Aliases": ["f"] }""");
}
