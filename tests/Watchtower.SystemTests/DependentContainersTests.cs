using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class DependentContainersTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void Recreates_a_chain_of_linked_containers_in_order_with_working_links()
    {
        var (image, others) = (Image(), Image("others"));
        image.Release("v1");
        others.Release("w1");
        var db = Run("db", image);
        var api = Run("api", others, "--link", $"{db}:database");
        var web = Run("web", others, "--link", api);
        image.Release("v2");
        var began = Now();

        WatchOnce().ExitCode.ShouldBe(0);

        var events = EventsSince(began);
        Order(events, "die").ShouldBe("web api db");
        Order(events, "start").ShouldBe("db api web");
        VersionServedBy(api, "database").ShouldBe("v2");
        VersionServedBy(web, api).ShouldBe("w1");
        Containers().ShouldBe([web, api, db], ignoreOrder: true);
    }

    [SkippableFact]
    public void A_container_in_the_network_of_another_follows_it()
    {
        var (image, others) = (Image(), Image("others"));
        image.Release("v1");
        var w1 = others.Release("w1");
        var vpn = Run("vpn", image);
        var web = Run("web", others, "--network", $"container:{vpn}");
        image.Release("v2");

        WatchOnce().ExitCode.ShouldBe(0);

        var after = Inspect(web);
        after.Text("HostConfig.NetworkMode").ShouldBe($"container:{Inspect(vpn).Id}");
        after.ImageId.ShouldBe(w1);
        VersionServedBy(web).ShouldBe("v2", "it is the new container's own network that answers");
    }

    [SkippableFact]
    public void Restarts_in_place_what_depends_by_label()
    {
        var (image, others) = (Image(), Image("others"));
        image.Release("v1");
        others.Release("w1");
        var db = Run("db", image);
        var web = Run("web", others, "--label", $"ai.talm.watchtower.depends-on={db}");
        var before = Inspect(web);
        image.Release("v2");
        var began = Now();

        WatchOnce().ExitCode.ShouldBe(0);

        var events = EventsSince(began);
        Order(events, "die").ShouldBe("web db");
        Order(events, "start").ShouldBe("db web");
        var after = Inspect(web);
        after.Id.ShouldBe(before.Id);
        after.StartedAt.ShouldNotBe(before.StartedAt);
        Containers().ShouldBe([web, db], ignoreOrder: true);
    }

    [SkippableFact]
    public void Reports_a_cycle_and_still_updates_the_others()
    {
        var image = Image();
        var v1 = image.Release("v1");
        var chicken = Run("chicken", image, "--label", $"ai.talm.watchtower.depends-on={Name("egg")}");
        var egg = Run("egg", image, "--label", $"ai.talm.watchtower.depends-on={Name("chicken")}");
        var web = Run("web", image);
        var v2 = image.Release("v2");

        var pass = WatchOnce();

        pass.ExitCode.ShouldBe(1);
        (pass.Output + pass.Errors).ShouldMatch($"{chicken}.*{egg}.*{chicken}|{egg}.*{chicken}.*{egg}");
        Inspect(web).ImageId.ShouldBe(v2);
        Inspect(chicken).ImageId.ShouldBe(v1);
        Inspect(egg).ImageId.ShouldBe(v1);
    }
}
