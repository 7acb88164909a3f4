using Watchtower.Containers;
using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

/// <summary>Something to update, and what must come of it.</summary>
internal sealed class FaultScene(string name, Version apiVersion, Action<FakeEngine> arrange)
{
    private const string DependsOn = "ai.talm.watchtower.depends-on";
    private static readonly Version _old = new(1, 41);

    public static IReadOnlyList<FaultScene> All { get; } =
    [
        new("one container with an anonymous volume", _old, engine =>
        {
            engine.Runs("web", "web:1", Options("web") with { Volumes = ["/data"], Ports = ["8080:80"], RestartPolicy = "always" });
            engine.Publishes("web:1");
        }),
        new("a linked pair", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"] });
            engine.Publishes("db:1");
        }),
        new("a linked pair, both stale", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"], Volumes = ["/cache"] });
            engine.Publishes("db:1");
            engine.Publishes("web:1");
        }),
        new("a dependent by label", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { Labels = [(DependsOn, "db")], Volumes = ["/cache"] });
            engine.Publishes("db:1");
        }),
        new("a container started with --rm", _old, engine =>
        {
            engine.Runs("web", "web:1", Options("web") with { Volumes = ["/data"], Rm = true });
            engine.Publishes("web:1");
        }),
        new("two networks, connected one by one", _old, engine =>
        {
            engine.AddNetwork("front");
            engine.AddNetwork("back");
            engine.Runs("web", "web:1", Options("web") with { Networks = ["front", "back"], Aliases = ["www"], Volumes = ["/data"] });
            engine.Publishes("web:1");
        }),
        new("two networks, given at creation", new Version(1, 44), engine =>
        {
            engine.AddNetwork("front");
            engine.AddNetwork("back");
            engine.Runs("web", "web:1", Options("web") with { Networks = ["front", "back"], Aliases = ["www"], Volumes = ["/data"] });
            engine.Publishes("web:1");
        }),
        new("three in a chain", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("app", "app:1", Options("app") with { Links = ["db:db"] });
            engine.Runs("web", "web:1", Options("web") with { Links = ["app:app"], Labels = [("ai.talm.watchtower.stop-signal", "SIGINT")] });
            engine.Publishes("db:1");
            engine.Publishes("app:1");
        }),
        new("a pair that shares a network namespace", _old, engine =>
        {
            var vpn = engine.Runs("vpn", "vpn:1", Options("vpn") with { Volumes = ["/data"] });
            engine.Runs("client", "client:1", Options("client") with { NetworkMode = $"container:{vpn.Id}" });
            engine.Publishes("vpn:1");
        }),
        new("a pair of --rm containers", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"], Rm = true });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"], Rm = true });
            engine.Publishes("db:1");
        }),
        new("a --rm container linked to an ordinary one", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"], Volumes = ["/cache"], Rm = true });
            engine.Publishes("db:1");
        }),
        new("a linked pair whose new image fails", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"] });
            engine.Publishes("db:1", Scene.Image("bad", does: Behaviour.Exits(1)));
        })
        { IsRejected = true },
        new("a --rm container whose new image fails", _old, engine =>
        {
            engine.Runs("web", "web:1", Options("web") with { Volumes = ["/data"], Rm = true });
            engine.Publishes("web:1", Scene.Image("bad", does: Behaviour.Exits(1)));
        })
        { IsRejected = true },
        new("a dependent by label, the new image fails", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { Labels = [(DependsOn, "db")] });
            engine.Publishes("db:1", Scene.Image("bad", does: Behaviour.Exits(1)));
        })
        { IsRejected = true },
        new("volumes of another container", _old, engine =>
        {
            engine.Runs("data", "data:1", Options("data") with { Volumes = ["/data"] });
            engine.Runs("web", "web:1", Options("web") with { VolumesFrom = ["data"] });
            engine.Publishes("data:1");
            engine.Publishes("web:1");
        }),
        new("a linked pair, always restarted", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"], RestartPolicy = "always" });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"], RestartPolicy = "always", Ports = ["80:80"] });
            engine.Publishes("db:1");
        })
        { IsBackAfterBoot = true },
        new("a dependent by label, restarted unless stopped", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"], RestartPolicy = "unless-stopped" });
            engine.Runs("web", "web:1", Options("web") with { Labels = [(DependsOn, "db")], RestartPolicy = "unless-stopped" });
            engine.Publishes("db:1");
        })
        { IsBackAfterBoot = true },
        new("an ordinary container linked to a --rm one", _old, engine =>
        {
            engine.Runs("db", "db:1", Options("db") with { Volumes = ["/data"], Rm = true });
            engine.Runs("web", "web:1", Options("web") with { Links = ["db:database"], Volumes = ["/cache"] });
            engine.Publishes("db:1");
        }),
    ];

    /// <summary>The new image does not work: the old container is to be back, whatever else happens.</summary>
    public bool IsRejected { get; init; }

    /// <summary>By their restart policies, its containers are all running again after a boot.</summary>
    public bool IsBackAfterBoot { get; init; }

    public World Begin()
    {
        var world = new World(apiVersion) { Options = new UpdateOptions { ProofPeriod = TimeSpan.FromMilliseconds(400) } };
        arrange(world.Engine);
        return world;
    }

    /// <summary>The engine alone, in another time.</summary>
    public FakeEngine Build(TimeProvider time)
    {
        var engine = new FakeEngine(time) { ApiVersion = apiVersion };
        arrange(engine);
        return engine;
    }

    /// <summary>Containers that do not run on what the registry holds for them.</summary>
    public static IEnumerable<string> Outdated(FakeEngine engine) => engine.Containers
        .Where(container => engine.PublishedImage(container.Config.Text("Image")!) is { } current && current.Id != container.Image.Id)
        .Select(container => $"{container} is not up to date");

    public override string ToString() => name;

    private static RunOptions Options(string name) => new()
    {
        Env = [$"NAME={name}"],
        Labels = [("owner", name)],
        Binds = [$"/srv/{name}:/config:ro"],
    };
}
