using System.Text.Json.Nodes;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>What podman shows of a container, and doesn't take back.</summary>
public sealed class PodmanAnswersTests
{
    [Fact]
    public void A_new_container_is_not_left_with_the_name_of_the_old_one()
    {
        var id = A.IdOf("web").Substring(0, 12);
        var container = A.Container("web").Configured("Env", $$"""["HOSTNAME={{id}}", "HOSTNAME=mine", "container=podman"]""");

        container.Recreated().Body["Env"].ShouldBeJson("""["HOSTNAME=mine", "container=podman"]""");
    }

    [Theory]
    [InlineData("1500000000", """{ "NanoCpus": 1500000000 }""")]
    [InlineData("0", """{ "NanoCpus": 0, "CpuPeriod": 100000, "CpuQuota": 150000 }""")]
    public void Of_two_ways_to_limit_the_processor_one_is_sent(string nanoCpus, string sent)
    {
        var container = Podmans().Hosted("CpuPeriod", "100000").Hosted("CpuQuota", "150000").Hosted("NanoCpus", nanoCpus);

        Sent(container, "NanoCpus", "CpuPeriod", "CpuQuota").ShouldBeJson(sent);
    }

    [Theory]
    [InlineData("host", false)]
    [InlineData("none", false)]
    [InlineData("container:4f1c6e1b2a3d", false)]
    [InlineData("private", true)]
    [InlineData("shareable", true)]
    public void Shared_memory_has_a_size_only_where_it_is_the_containers_own(string mode, bool isSent) =>
        Podmans().Hosted("ShmSize", "65536000").Hosted("IpcMode", $"\"{mode}\"").Recreated().HostConfig().ContainsKey("ShmSize").ShouldBe(isSent);

    [Fact]
    public void Devices_get_the_rights_that_they_have_without_a_word() =>
        Sent(Podmans().Hosted("Devices", """[{ "PathOnHost": "/dev/a", "CgroupPermissions": "" }, { "PathOnHost": "/dev/b", "CgroupPermissions": "r" }]"""), "Devices")
            .ShouldBeJson("""{ "Devices": [{ "PathOnHost": "/dev/a", "CgroupPermissions": "rwm" }, { "PathOnHost": "/dev/b", "CgroupPermissions": "r" }] }""");

    [Fact]
    public void Docker_gets_back_what_it_shows()
    {
        const string Options = """{ "NanoCpus": 1, "CpuPeriod": 2, "IpcMode": "host", "ShmSize": 3, "Devices": [{ "CgroupPermissions": "" }] }""";
        var container = A.Container("web");
        foreach (var option in (JsonObject)JsonNode.Parse(Options)!)
            container.Hosted(option.Key, option.Value!.ToJsonString());

        Sent(container, "NanoCpus", "CpuPeriod", "IpcMode", "ShmSize", "Devices").ShouldBeJson(Options);
    }

    private static ContainerBuilder Podmans() => A.Container("web").Configured("Env", """["container=podman"]""");

    private static JsonObject Sent(ContainerBuilder container, params string[] keys)
    {
        var hostConfig = container.Recreated().HostConfig();
        foreach (var other in hostConfig.Select(field => field.Key).Except(keys).ToList())
            hostConfig.Remove(other);
        return hostConfig;
    }
}
