using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

public class RecreatedHostConfigTests
{
    private const string Anonymous = "665a2296c7106eaa0ccfe7ddf78239fbae7407e022cd8556c96b1ad2c482d2d3";

    [Fact]
    public void Everything_goes_back_as_it_came_known_or_not()
    {
        const string Options = """{ "A": [1, { "b": null }], "C": "d" }""";
        var recreation = A.Container("web").Hosted("Memory", "67108864").Hosted("Newest", Options).Hosted("Tmpfs", """{ "/run": "" }""").Recreated();

        recreation.HostConfig().ShouldBeJson(
            $$"""{ "NetworkMode": "bridge", "Memory": 67108864, "Newest": {{Options}}, "Tmpfs": { "/run": "" } }""");
    }

    [Fact]
    public void A_link_goes_back_the_way_it_is_created() =>
        Links(A.Container("web").LinkedTo("db", "database").LinkedTo("db"), replaced: "other").ShouldBe(["db:database", "db:db"]);

    [Fact]
    public void A_link_to_a_replaced_container_goes_to_the_new_one_by_id() =>
        Links(A.Container("web").LinkedTo("db", "database").LinkedTo("cache"), replaced: "db")
            .ShouldBe([A.IdOf("new db") + ":database", "cache:cache"]);

    [Theory]
    [InlineData("Network")]
    [InlineData("Ipc")]
    [InlineData("Pid")]
    public void A_shared_namespace_of_a_replaced_container_is_that_of_the_new_one(string kind)
    {
        Mode(kind, A.IdOf("vpn")).ShouldBe("container:" + A.IdOf("new vpn"));
        Mode(kind, A.ShortIdOf("vpn")).ShouldBe("container:" + A.IdOf("new vpn"));
    }

    [Theory]
    [InlineData("Network")]
    [InlineData("Ipc")]
    [InlineData("Pid")]
    public void A_shared_namespace_by_name_or_of_another_stays(string kind)
    {
        Mode(kind, "vpn").ShouldBe("container:vpn");
        Mode(kind, A.IdOf("dns")).ShouldBe("container:" + A.IdOf("dns"));
    }

    [Fact]
    public void Volumes_of_a_replaced_container_are_those_of_the_new_one() =>
        A.Container("web").UsingVolumesOf(A.IdOf("db") + ":ro").UsingVolumesOf("db:rw").UsingVolumesOf("cache")
            .Recreated(replacements: Recreating.Replaced("db")).HostConfig().Texts("VolumesFrom")
            .ShouldBe([A.IdOf("new db") + ":ro", "db:rw", "cache"]);

    [Fact]
    public void An_anonymous_volume_goes_over_by_the_name_the_engine_gave_it() =>
        Binds(A.Container("web").MountingVolume(Anonymous, "/data")).ShouldBe([$"{Anonymous}:/data"]);

    [Fact]
    public void A_volume_mounted_for_reading_stays_so() =>
        Binds(A.Container("web").MountingVolume(Anonymous, "/data", writable: false)).ShouldBe([$"{Anonymous}:/data:ro"]);

    [Theory]
    [InlineData("site:/data")]
    [InlineData("site:/data/")]
    [InlineData("site:/data:ro,nocopy")]
    public void A_bind_of_the_users_is_not_repeated(string bind) =>
        Binds(A.Container("web").Hosted("Binds", $"[\"{bind}\"]").MountingVolume("site", "/data")).ShouldBe([bind]);

    [Fact]
    public void Binds_of_the_users_come_before_those_kept() =>
        Binds(A.Container("web").Hosted("Binds", """["/srv:/srv"]""").MountingVolume(Anonymous, "/data"))
            .ShouldBe(["/srv:/srv", $"{Anonymous}:/data"]);

    [Fact]
    public void A_mount_of_the_users_is_not_repeated_as_a_bind() =>
        A.Container("web").Hosted("Mounts", """[{ "Type": "volume", "Source": "kept", "Target": "/data/" }]""").MountingVolume("kept", "/data")
            .Recreated().HostConfig().ShouldBeJson(
                """{ "NetworkMode": "bridge", "Mounts": [{ "Type": "volume", "Source": "kept", "Target": "/data/" }] }""");

    [Fact]
    public void A_mount_without_a_source_gets_the_volume_it_has() =>
        A.Container("web").Hosted("Mounts", """[{ "Type": "volume", "Target": "/data", "VolumeOptions": { "Subpath": "x" } }]""")
            .MountingVolume(Anonymous, "/data").Recreated().HostConfig()["Mounts"].ShouldBeJson(
                $$"""[{ "Type": "volume", "Target": "/data", "VolumeOptions": { "Subpath": "x" }, "Source": "{{Anonymous}}" }]""");

    [Theory]
    [InlineData("bind")]
    [InlineData("tmpfs")]
    [InlineData("npipe")]
    public void Only_volumes_are_kept_by_name(string type) =>
        Binds(A.Container("web").Mounting($$"""{ "Type": "{{type}}", "Name": "x", "Destination": "/data", "RW": true }"""))
            .ShouldBeEmpty();

    [Fact]
    public void A_volume_inherited_from_another_container_stays_with_it() =>
        Binds(A.Container("web").UsingVolumesOf("db").MountingVolume(Anonymous, "/data")).ShouldBeEmpty();

    [Fact]
    public void A_volume_of_its_own_is_kept_beside_those_of_another() =>
        Binds(A.Container("web").UsingVolumesOf("db").Configured("Volumes", """{ "/mine/": {} }""")
            .MountingVolume("other", "/data").MountingVolume(Anonymous, "/mine")).ShouldBe([$"{Anonymous}:/mine"]);

    [Fact]
    public void A_volume_inherited_from_another_container_stays_with_it_even_where_the_own_image_declares_the_same() =>
        Binds(
            A.Container("web").UsingVolumesOf("db").Configured("Volumes", """{ "/data": {} }""").MountingVolume(Anonymous, "/data"),
            new VolumeSource(Db().Build(), Replacement: null, IsReadOnly: false)).ShouldBeEmpty();

    [Theory]
    [InlineData(false, "fresh:/fresh")]
    [InlineData(true, "fresh:/fresh:ro")]
    public void A_volume_that_only_the_new_image_of_the_other_declares_is_inherited_by_its_name(bool isReadOnly, string bind) =>
        Binds(A.Container("web").UsingVolumesOf("db").MountingVolume(Anonymous, "/data"), Updated(isReadOnly)).ShouldBe([bind]);

    [Fact]
    public void A_volume_of_its_own_is_kept_where_the_new_image_of_the_other_declares_one() =>
        Binds(
            A.Container("web").UsingVolumesOf("db").Configured("Volumes", """{ "/fresh": {} }""").MountingVolume("own", "/fresh"),
            Updated()).ShouldBe(["own:/fresh"]);

    [Theory]
    [InlineData("Binds", """["/srv:/fresh"]""")]
    [InlineData("Tmpfs", """{ "/fresh": "" }""")]
    [InlineData("Mounts", """[{ "Type": "tmpfs", "Target": "/fresh/" }]""")]
    public void A_mount_of_the_users_stays_where_the_new_image_of_the_other_declares_a_volume(string option, string json) =>
        A.Container("web").UsingVolumesOf("db").Hosted(option, json).Recreated(sources: [Updated()])
            .HostConfig()[option].ShouldBeJson(json);

    private static ContainerBuilder Db() => A.Container("db").MountingVolume(Anonymous, "/data");

    private static VolumeSource Updated(bool isReadOnly = false) =>
        new(Db().Build(), Db().MountingVolume("fresh", "/fresh").Build(), isReadOnly);

    private static IReadOnlyList<string> Links(ContainerBuilder container, string replaced) =>
        container.Recreated(replacements: Recreating.Replaced(replaced)).HostConfig().Texts("Links");

    private static string? Mode(string kind, string target) =>
        A.Container("web").Sharing(kind, target).Recreated(replacements: Recreating.Replaced("vpn")).HostConfig().Text(kind + "Mode");

    private static IReadOnlyList<string> Binds(ContainerBuilder container, params VolumeSource[] sources) =>
        container.Recreated(sources: sources).HostConfig().Texts("Binds");
}
