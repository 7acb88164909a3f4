using System.Text.Json.Nodes;
using Watchtower.FakeDocker;

namespace Watchtower.Tests.Updating;

/// <summary>Recreation against the way in which an engine merges, resolves and decorates what it was sent.</summary>
public sealed class RecreationOnAnEngineTests
{
    private static readonly RunOptions _rich = new()
    {
        Env = ["MODE=fast", "PATH=/own"],
        Labels = [("owner", "me")],
        Binds = ["/srv/web:/config:ro"],
        Volumes = ["/cache"],
        Networks = ["front", "back"],
        Aliases = ["www"],
        Ports = ["8080:80"],
        RestartPolicy = "unless-stopped",
        StopTimeout = 42,
    };

    [Theory]
    [InlineData("1.41")]
    [InlineData("1.44")]
    public void Updating_twice_sends_the_same_body_twice(string apiVersion)
    {
        var world = Begin(apiVersion);
        world.Engine.Publishes("web:1", Second());
        world.Pass();
        var first = world.Client.Created.Single().Body.ToJsonString();

        world.Engine.Publishes("web:1", Second("third"));
        world.Pass();

        world.Client.Created.Single().Body.ToJsonString().ShouldBe(first);
    }

    [Theory]
    [InlineData("1.41")]
    [InlineData("1.44")]
    public void The_options_of_the_user_stay_and_the_defaults_are_those_of_the_new_image(string apiVersion)
    {
        var world = Begin(apiVersion);
        var promise = new Promise(world.Engine);
        world.Engine.Publishes("web:1", Second());

        world.Pass().HasFailures.ShouldBeFalse();

        var web = world.Engine.Get("web");
        web.Config["Cmd"]!.ToJsonString().ShouldBe("""["serve","2"]""");
        web.Config["Env"]!.ToJsonString().ShouldBe("""["MODE=fast","PATH=/own","VERSION=2"]""");
        web.Config["WorkingDir"]!.GetValue<string>().ShouldBe("/two");
        web.Config["Labels"]!.ToJsonString().ShouldBe("""{"owner":"me","version":"2"}""");
        web.Mounts.Select(mount => mount.Destination).Order(StringComparer.Ordinal).ShouldBe(["/cache", "/config", "/data"]);
        web.Config["Hostname"]!.GetValue<string>().ShouldBe(web.ShortId);
        promise.Broken().Where(broken => !broken.Contains("version", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("db")]
    [InlineData("db:ro")]
    public void A_dependent_gets_the_volumes_that_only_the_new_image_of_the_other_declares(string reference)
    {
        var world = new World();
        world.Engine.Runs("db", "db:1", new RunOptions { Volumes = ["/data"] });
        world.Engine.Runs("web", "web:1", new RunOptions { VolumesFrom = [reference] });
        world.Engine.Publishes("db:1", Scene.Image("second", new JsonObject { ["Volumes"] = Json.Set("/fresh") }));
        world.Engine.Publishes("web:1");

        world.Pass().HasFailures.ShouldBeFalse();

        Volumes("web").ShouldBe(Volumes("db"));
        Volumes("web").Count().ShouldBe(2);

        IEnumerable<string> Volumes(string container) =>
            world.Engine.Get(container).Mounts.Select(mount => $"{mount.Name}:{mount.Destination}").Order(StringComparer.Ordinal);
    }

    private static World Begin(string apiVersion)
    {
        var world = new World(Version.Parse(apiVersion));
        world.Engine.AddNetwork("front");
        world.Engine.AddNetwork("back");
        world.Engine.HasImage("web:1", Scene.Image("first", Config("1", "/one")));
        world.Engine.Runs("web", "web:1", _rich);
        return world;
    }

    private static FakeImage Second(string name = "second") => Scene.Image(name, Config("2", "/two"));

    private static JsonObject Config(string version, string directory) => new()
    {
        ["Cmd"] = Json.List("serve", version),
        ["Env"] = Json.List("PATH=/bin", $"VERSION={version}"),
        ["WorkingDir"] = directory,
        ["Labels"] = Json.Fields(("version", version)),
        ["Volumes"] = Json.Set("/data"),
        ["ExposedPorts"] = Json.Set("80/tcp"),
    };
}
