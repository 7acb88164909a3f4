using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>The promise: started again with the options it was started with, on the defaults of the new image.</summary>
public sealed class KeptOptionsTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    private static readonly Dictionary<string, string> _mayDiffer = new()
    {
        ["Id|Created|State\\..*|Image"] = "it is another container on another image",
        ["(ResolvConf|Hostname|Hosts|Log)Path|GraphDriver\\..*"] = "the engine keeps these in folders named after the id",
        ["NetworkSettings\\.Sandbox(ID|Key)"] = "the engine makes one for each start",
        ["NetworkSettings\\.Networks\\.[^.]+\\.EndpointID"] = "as above",
        ["NetworkSettings\\.Networks\\.(second-[^.]+\\.IPAddress|[^.]+\\.MacAddress)"] = "handed out by the engine, not asked for",
        ["NetworkSettings\\.Networks\\.[^.]+\\.(Aliases|DNSNames)"] = "has the short id; the aliases are looked at below",
        ["Config\\.(Env|Cmd)|Config\\.ExposedPorts\\..*|Config\\.Labels\\.image"] = "looked at below",
        ["Args|NetworkSettings\\.Ports\\.8[12]/tcp"] = "follow from the image's Cmd and ExposedPorts",
        ["Config\\.Volumes\\./fresh"] = "the new image declares it",
        ["HostConfig\\.(Binds|Mounts)"] = "the anonymous volume is now mounted by its name; looked at below",
        ["Mounts\\./anonymous\\.Mode"] = "the engine notes z, its default, for volumes mounted by name",
        ["Mounts\\./fresh\\..*"] = "the new image declares it",
    };

    [SkippableFact]
    public void A_container_with_many_options_keeps_all_of_them()
    {
        var image = Image();
        image.Release("v1", "ENV IMAGE=v1 BOTH=image", "LABEL image=v1", "EXPOSE 81", "VOLUME /anonymous", "CMD service run v1");
        var web = RunWithManyOptions(image);
        foreach (var folder in new[] { "/anonymous", "/named", "/bound" })
            In(web, "touch", $"{folder}/marker");
        var before = Inspect(web);
        image.Release("v2", "ENV IMAGE=v2 BOTH=changed", "LABEL image=v2", "EXPOSE 82", "VOLUME /anonymous /fresh", "CMD service run v2");

        WatchOnce().ExitCode.ShouldBe(0);

        var after = Inspect(web);
        InspectionComparison.UnexpectedDifferences(before, after, _mayDiffer).ShouldBeEmpty();
        foreach (var folder in new[] { "/anonymous", "/named", "/bound" })
            In(web, "ls", folder).ShouldBe("marker");
        AliasesWithoutId(after).ShouldBe(AliasesWithoutId(before));
        VersionServedBy(web).ShouldBe("v2");
        TheDefaultsAreThoseOfV2(after);
    }

    [SkippableFact]
    public void A_second_update_changes_no_option_either()
    {
        var image = Image();
        image.Release("v1", "VOLUME /anonymous");
        var web = RunWithManyOptions(image);
        image.Release("v2", "VOLUME /anonymous");
        WatchOnce().ExitCode.ShouldBe(0);
        var before = Inspect(web);
        image.Release("v3", "VOLUME /anonymous");

        WatchOnce().ExitCode.ShouldBe(0);

        var mayDiffer = _mayDiffer.Where(rule => !rule.Key.StartsWith("HostConfig", StringComparison.Ordinal)).ToDictionary();
        InspectionComparison.UnexpectedDifferences(before, Inspect(web), mayDiffer).ShouldBeEmpty();
        VersionServedBy(web).ShouldBe("v3");
    }

    private static void TheDefaultsAreThoseOfV2(Inspection after)
    {
        after.Environment.ShouldContain("IMAGE=v2");
        after.Environment.ShouldContain("MINE=1");
        after.Environment.ShouldContain("BOTH=mine", "the user's word goes before the image's");
        after.Text("Config.Labels.image").ShouldBe("v2");
        after.Text("Config.Cmd").ShouldContain("v2");
        after.At("Config.ExposedPorts")!.AsObject().Select(port => port.Key).ShouldBe(["80/tcp", "82/tcp"], ignoreOrder: true);
    }

    private string RunWithManyOptions(TestImage image)
    {
        var subnet = $"10.{Random.Shared.Next(200, 250)}.{Random.Shared.Next(256)}";
        Docker("network", "create", "--subnet", $"{subnet}.0/24", Name("first"));
        Docker("network", "create", Name("second"));
        var folder = Directory.CreateDirectory(Path.Combine(Home, "bound")).FullName;
        var web = Run(
            "web", image,
            "--network", Name("first"), "--ip", $"{subnet}.77", "--network-alias", "shop",
            "--publish", $"127.0.0.1:{FreePort.Find()}:80", "--env", "MINE=1", "--env", "BOTH=mine",
            "--volume", $"{folder}:/bound", "--volume", $"{Name("data")}:/named", "--tmpfs", "/scratch:size=1m",
            "--label", "mine=1", "--restart", "on-failure:3", "--memory", "64m", "--cpu-shares", "512",
            "--hostname", "shop.example", "--add-host", "printer:10.0.0.9", "--dns", "10.0.0.53", "--cap-drop", "NET_RAW",
            "--log-opt", "max-size=1m", "--ulimit", "nofile=512:512", "--init", "--stop-timeout", "7", "--user", "0:0",
            "--workdir", "/data", "--sysctl", "net.ipv4.ip_unprivileged_port_start=0", "--security-opt", "no-new-privileges");
        Docker("network", "connect", "--alias", "store", Name("second"), web);
        return web;
    }

    private List<string> AliasesWithoutId(Inspection container) => [.. container.Networks
        .SelectMany(network => container.At($"NetworkSettings.Networks.{network}.Aliases")!.AsArray())
        .Select(alias => alias!.ToString())
        .Where(alias => alias != container.Id[..12])];
}
