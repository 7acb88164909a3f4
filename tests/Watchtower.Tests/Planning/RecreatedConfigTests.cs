using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

public class RecreatedConfigTests
{
    [Theory]
    [InlineData("User", "\"1000\"")]
    [InlineData("WorkingDir", "\"/srv\"")]
    [InlineData("StopSignal", "\"SIGQUIT\"")]
    [InlineData("ArgsEscaped", "true")]
    [InlineData("Shell", """["/bin/ash", "-c"]""")]
    [InlineData("OnBuild", """["RUN true"]""")]
    [InlineData("ExposedPorts", """{ "80/tcp": {} }""")]
    [InlineData("Volumes", """{ "/data": {} }""")]
    [InlineData("Labels", """{ "vendor": "acme" }""")]
    [InlineData("Env", """["PATH=/bin"]""")]
    [InlineData("Healthcheck", """{ "Test": ["CMD", "true"], "Interval": 5 }""")]
    [InlineData("Entrypoint", """["/app"]""")]
    [InlineData("Cmd", """["--serve"]""")]
    public void What_the_old_image_said_is_left_to_the_new_one(string key, string value)
    {
        var recreation = A.Container("web").Configured(key, value).Recreated(A.Image("app:1").Configured(key, value));

        recreation.Body.ContainsKey(key).ShouldBeFalse();
    }

    [Theory]
    [InlineData("User", "\"33\"", "\"1000\"")]
    [InlineData("WorkingDir", "\"/work\"", "\"/srv\"")]
    [InlineData("StopSignal", "\"SIGHUP\"", "\"SIGQUIT\"")]
    [InlineData("ExposedPorts", """{ "81/tcp": {} }""", """{ "80/tcp": {} }""")]
    [InlineData("Volumes", """{ "/mine": {} }""", """{ "/data": {} }""")]
    [InlineData("Labels", """{ "vendor": "me" }""", """{ "vendor": "acme" }""")]
    [InlineData("Env", """["PATH=/mine"]""", """["PATH=/bin"]""")]
    [InlineData("Healthcheck", """{ "Test": ["NONE"] }""", """{ "Test": ["CMD", "true"] }""")]
    [InlineData("Entrypoint", """["/mine"]""", """["/app"]""")]
    [InlineData("Cmd", """["--mine"]""", """["--serve"]""")]
    [InlineData("Shell", """["/bin/sh"]""", """["/bin/ash", "-c"]""")]
    public void What_the_user_said_stays(string key, string value, string imageValue) =>
        A.Container("web").Configured(key, value).Recreated(A.Image("app:1").Configured(key, imageValue))
            .Body[key].ShouldBeJson(value);

    [Theory]
    [InlineData("Env", """["PATH=/bin", "MINE=1", "TZ=UTC"]""", """["PATH=/bin", "TZ=CET"]""", """["MINE=1", "TZ=UTC"]""")]
    [InlineData("Labels", """{ "a": "1", "b": "2", "c": "3" }""", """{ "a": "1", "b": "9", "d": "4" }""", """{ "b": "2", "c": "3" }""")]
    [InlineData("ExposedPorts", """{ "80/tcp": {}, "81/tcp": {} }""", """{ "80/tcp": {}, "82/tcp": {} }""", """{ "81/tcp": {} }""")]
    [InlineData("Volumes", """{ "/a": {}, "/b": {} }""", """{ "/a": {} }""", """{ "/b": {} }""")]
    [InlineData("Healthcheck", """{ "Test": ["CMD", "true"], "Interval": 5, "Retries": 3 }""",
        """{ "Test": ["CMD", "true"], "Interval": 9, "Retries": 3 }""", """{ "Interval": 5 }""")]
    public void Of_a_mixture_only_the_users_part_stays(string key, string value, string imageValue, string expected) =>
        A.Container("web").Configured(key, value).Recreated(A.Image("app:1").Configured(key, imageValue))
            .Body[key].ShouldBeJson(expected);

    [Fact]
    public void Without_the_old_image_everything_stays()
    {
        var container = A.Container("web").Configured("Env", """["PATH=/bin"]""").Configured("User", "\"1000\"")
            .Configured("Cmd", """["--serve"]""").Configured("Entrypoint", """["/app"]""").Labelled("vendor", "acme").Build();

        var body = ContainerRecreation.Recreate(container, oldImage: null, "app:2", new RecreationContext(Recreating.SeveralNetworks)).Body;

        body.Remove("HostConfig");
        body.Remove("NetworkingConfig");
        body.ShouldBeJson("""
            { "Image": "app:2", "Env": ["PATH=/bin"], "User": "1000", "Cmd": ["--serve"], "Entrypoint": ["/app"], "Labels": { "vendor": "acme" } }
            """);
    }

    [Theory]
    [InlineData("null", """["mine"]""", """[""]""")]
    [InlineData("""["/app"]""", """["mine"]""", """["/app"]""")]
    [InlineData("null", "null", "null")]
    public void Without_the_old_image_no_entrypoint_of_the_new_one_may_slip_in(string entrypoint, string command, string sent)
    {
        var container = A.Container("web").Configured("Entrypoint", entrypoint).Configured("Cmd", command).Build();

        var body = ContainerRecreation.Recreate(container, oldImage: null, "app:2", new RecreationContext(Recreating.SeveralNetworks)).Body;

        body["Entrypoint"].ShouldBeJson(sent);
        body["Cmd"].ShouldBeJson(command);
    }

    [Fact]
    public void What_nobody_knows_yet_goes_back_as_it_came() =>
        A.Container("web").Configured("Newest", """{ "of": ["engines", 1, null] }""").Recreated()
            .Body["Newest"].ShouldBeJson("""{ "of": ["engines", 1, null] }""");

    /// <summary>Entrypoint and Cmd of the container, those of the image, and what is sent back; <c>null</c> for nothing.</summary>
    [Theory]
    [InlineData("""["a"]""", """["b"]""", """["a"]""", """["b"]""", null, null)]
    [InlineData(null, """["b"]""", null, """["b"]""", null, null)]
    [InlineData("""["a"]""", null, """["a"]""", null, null, null)]
    [InlineData("""["a"]""", """["mine"]""", """["a"]""", """["b"]""", null, """["mine"]""")]
    [InlineData(null, """["mine"]""", null, """["b"]""", null, """["mine"]""")]
    [InlineData("""["mine"]""", """["b"]""", """["a"]""", """["b"]""", """["mine"]""", """["b"]""")]
    [InlineData("""["mine"]""", null, """["a"]""", """["b"]""", """["mine"]""", null)]
    [InlineData("""["a"]""", null, """["a"]""", """["b"]""", """["a"]""", null)]
    [InlineData("""["mine"]""", null, null, null, """["mine"]""", null)]
    [InlineData(null, """["mine"]""", """["a"]""", """["b"]""", """[""]""", """["mine"]""")]
    [InlineData(null, """["b"]""", """["a"]""", """["b"]""", """[""]""", """["b"]""")]
    [InlineData("""["a", "x"]""", """["b"]""", """["a"]""", """["b"]""", """["a", "x"]""", """["b"]""")]
    public void The_images_command_is_taken_only_with_its_entrypoint(
        string? entrypoint, string? command, string? imageEntrypoint, string? imageCommand, string? sentEntrypoint, string? sentCommand)
    {
        var body = A.Container("web").Configured("Entrypoint", entrypoint ?? "null").Configured("Cmd", command ?? "null")
            .Recreated(A.Image("app:1").Configured("Entrypoint", imageEntrypoint ?? "null").Configured("Cmd", imageCommand ?? "null")).Body;

        body["Entrypoint"].ShouldBeJson(sentEntrypoint);
        body["Cmd"].ShouldBeJson(sentCommand);
    }

    [Fact]
    public void The_hostname_the_engine_made_of_the_id_goes_and_any_other_stays()
    {
        A.Container("web").Configured("Hostname", $"\"{A.ShortIdOf("web")}\"").Recreated().Body.ContainsKey("Hostname").ShouldBeFalse();
        A.Container("web").Configured("Hostname", "\"shop\"").Recreated().Body.Text("Hostname").ShouldBe("shop");
    }

    [Fact]
    public void In_the_network_of_another_container_nothing_of_its_own_may_be_asked_for()
    {
        var body = A.Container("web").InTheNetworkOf("vpn").Configured("Hostname", "\"vpn\"").Configured("Domainname", "\"example.test\"")
            .Configured("MacAddress", "\"02:42:0a:00:00:01\"").Configured("ExposedPorts", """{ "80/tcp": {} }""").Recreated().Body;

        body.Select(field => field.Key).ShouldBe(["Image", "HostConfig", "NetworkingConfig"], ignoreOrder: true);
    }

    [Fact]
    public void With_the_names_of_the_host_there_is_no_hostname() =>
        A.Container("web").Hosted("UTSMode", "\"host\"").Configured("Hostname", "\"pi\"").Recreated()
            .Body.ContainsKey("Hostname").ShouldBeFalse();

    [Fact]
    public void An_empty_MAC_goes_and_a_configured_one_stays()
    {
        A.Container("web").Configured("MacAddress", "\"\"").Recreated().Body.ContainsKey("MacAddress").ShouldBeFalse();
        A.Container("web").Configured("MacAddress", "\"02:42:0a:00:00:01\"").Recreated().Body.Text("MacAddress").ShouldBe("02:42:0a:00:00:01");
    }

    [Fact]
    public void A_published_port_stays_exposed_even_if_only_the_old_image_exposed_it() =>
        A.Container("web").Configured("ExposedPorts", """{ "80/tcp": {}, "81/tcp": {} }""")
            .Hosted("PortBindings", """{ "80/tcp": [{ "HostPort": "8080" }] }""")
            .Recreated(A.Image("app:1").Configured("ExposedPorts", """{ "80/tcp": {}, "81/tcp": {} }"""))
            .Body["ExposedPorts"].ShouldBeJson("""{ "80/tcp": {} }""");

    [Fact]
    public void Is_created_from_the_name_it_follows() =>
        A.Container("web").From("app:1").Recreated(image: "app:1").Body.Text("Image").ShouldBe("app:1");

    [Fact]
    public void Created_from_an_id_it_remembers_the_name_to_follow()
    {
        var body = A.Container("web").From("app:1").Recreated(image: A.ImageIdOf("app:1")).Body;

        body.Text("Image").ShouldBe(A.ImageIdOf("app:1"));
        body["Labels"].ShouldBeJson($$"""{ "{{ContainerLabels.FollowedImageLabel}}": "app:1" }""");
    }

    [Fact]
    public void Created_by_name_again_it_needs_no_reminder() =>
        A.Container("web").From(A.ImageIdOf("app:1")).Labelled(ContainerLabels.FollowedImageLabel, "app:1").Labelled("mine", "1")
            .Recreated(image: "app:1").Body["Labels"].ShouldBeJson("""{ "mine": "1" }""");

    [Fact]
    public void The_reminder_survives_a_second_creation_from_an_id() =>
        A.Container("web").From(A.ImageIdOf("app:1")).Labelled(ContainerLabels.FollowedImageLabel, "app:1")
            .Recreated(image: A.ImageIdOf("app:2")).Body["Labels"]
            .ShouldBeJson($$"""{ "{{ContainerLabels.FollowedImageLabel}}": "app:1" }""");

    [Fact]
    public void A_container_that_always_ran_on_an_id_has_no_name_to_remember() =>
        A.Container("web").From(A.ImageIdOf("app:1")).Recreated(image: A.ImageIdOf("app:1")).Body.ContainsKey("Labels").ShouldBeFalse();

    [Fact]
    public void What_the_engine_said_is_never_changed()
    {
        var container = A.Container("web").LinkedTo("db").Configured("Env", """["A=1"]""").Labelled("a", "1").MountingVolume("v1", "/data")
            .Hosted("PortBindings", """{ "80/tcp": [] }""").Attached("front", """{ "Aliases": ["web"] }""").Build();
        var image = A.Image("app:1").Configured("Env", """["A=1"]""").Configured("Labels", """{ "a": "1" }""").Inspect();
        var (before, imageBefore) = (container.Inspect.ToJsonString(), image.ToJsonString());

        var recreation = ContainerRecreation.Recreate(
            container, image, "app:2", new RecreationContext(Recreating.SeveralNetworks) { Replacements = Recreating.Replaced("db") });
        recreation.Body["HostConfig"]!["PortBindings"]!["80/tcp"] = new JsonArray("changed");

        container.Inspect.ToJsonString().ShouldBe(before);
        image.ToJsonString().ShouldBe(imageBefore);
    }
}
