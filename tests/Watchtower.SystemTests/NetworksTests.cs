using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class NetworksTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableFact]
    public void A_container_connected_to_further_networks_later_stays_in_all_of_them()
    {
        var image = Image();
        image.Release("v1");
        string[] networks = [Name("front"), Name("back"), Name("admin")];
        foreach (var network in networks)
            Docker("network", "create", "--internal", network);
        var web = Run("web", image, "--network", networks[0]);
        Docker("network", "connect", "--alias", "shop", networks[1], web);
        Docker("network", "connect", networks[2], web);
        image.Release("v2");

        WatchOnce().ExitCode.ShouldBe(0);

        Inspect(web).Networks.ShouldBe(networks, ignoreOrder: true);
        Run("guest", image, "--network", networks[1]);
        VersionServedBy(Name("guest"), "shop").ShouldBe("v2");
    }

    [SkippableFact]
    public void A_container_disconnected_from_the_network_it_was_started_in_stays_out_of_it()
    {
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        Docker("network", "create", Name("back"));
        Docker("network", "connect", Name("back"), web);
        Docker("network", "disconnect", "bridge", web);
        image.Release("v2");

        WatchOnce().ExitCode.ShouldBe(0);

        Inspect(web).Networks.ShouldBe([Name("back")]);
        VersionServedBy(web).ShouldBe("v2");
    }

    [SkippableTheory]
    [InlineData("host")]
    [InlineData("none")]
    public void A_container_in_one_of_the_predefined_networks_stays_there(string network)
    {
        const string OnNoPort = "CMD service silent";
        var image = Image();
        image.Release("v1", OnNoPort);
        var web = Run("web", image, "--network", network);
        var v2 = image.Release("v2", OnNoPort);

        WatchOnce().ExitCode.ShouldBe(0);

        var after = Inspect(web);
        after.Networks.ShouldBe([network]);
        after.ImageId.ShouldBe(v2);
    }
}
