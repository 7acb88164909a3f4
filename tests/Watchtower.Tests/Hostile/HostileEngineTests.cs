using System.Text.Json.Nodes;
using CsCheck;
using Watchtower.FakeDocker;
using Watchtower.Tests.Updating;
using Watchtower.Updating;

namespace Watchtower.Tests.Hostile;

/// <summary>Whatever an engine answers: no crash, no hang, no lost container; the others are looked after.</summary>
public sealed class HostileEngineTests
{
    private const string List = "containers/json";
    private const string Inspect = "containers/WEB/json";
    private const string Image = "images/web:1/json";
    private const string Version = "version";

    [Theory]
    [InlineData(Inspect, 200)]
    [InlineData(Image, 60)]
    public async Task A_wrong_answer_about_one_container_costs_at_most_its_own_update(string asked, int times)
    {
        foreach (var garbling in Garblings(times))
        {
            await using var engine = new HostileEngine(asked, garbling.Apply);

            (await engine.PassAsync()).ShouldNotBeNull(garbling.What);

            IsRunning(engine, "web", garbling);
            Version2(engine, "other");
            engine.Promise.Broken().Where(complaint => complaint.StartsWith("other ", StringComparison.Ordinal)).ShouldBeEmpty(garbling.What);
        }
    }

    [Theory]
    [InlineData(List, 120)]
    [InlineData(Version, 40)]
    public async Task After_a_wrong_answer_about_everything_a_right_one_brings_all_up_to_date(string asked, int times)
    {
        foreach (var garbling in Garblings(times))
        {
            await using var engine = new HostileEngine(asked, garbling.Apply);

            await engine.PassAsync();
            engine.Promise.Broken().ShouldBeEmpty(garbling.What);
            engine.ComeToReason();
            (await engine.PassAsync()).ShouldNotBeNull(garbling.What).HasFailures.ShouldBeFalse(garbling.What);

            Version2(engine, "web");
            Version2(engine, "other");
            engine.Promise.Broken().Concat(engine.Promise.Leftovers()).ShouldBeEmpty(garbling.What);
        }
    }

    public static TheoryData<string, string> Unreadable => new()
    {
        { "cut", """{"Id":"4f1d","Config":{""" },
        { "an error page", "<html>502</html>" },
        { "nothing", "" },
        { "a list", "[]" },
        { "no id", """{"Name":"/web","Image":"sha256:1"}""" },
        { "no name", """{"Id":"4f1d","Image":"sha256:1"}""" },
        { "no image", """{"Id":"4f1d","Name":"/web"}""" },
        { "numbers for texts", """{"Id":1,"Name":2,"Image":3}""" },
        { "a field twice", """{"Id":"4f1d","Id":"4f1d","Name":"/web","Image":"sha256:1"}""" },
        { "half a character", """{"Id":"4f1d","Name":"/\ud800","Image":"sha256:1","Config":{"Labels":{"\ud800":"x"}}}""" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_container_that_can_not_be_read_is_named_and_skipped(string what, string answer)
    {
        await using var engine = new HostileEngine(Inspect, _ => answer);

        var report = (await engine.PassAsync()).ShouldNotBeNull(what);

        report.Outcomes["web"].ShouldBe(ContainerOutcome.Unknown);
        engine.Engine.Get("web").ShouldBe(engine.Web);
        engine.Events.Of(nameof(engine.Events.ContainerUnreadable)).ShouldHaveSingleItem().ShouldContain("web");
        Version2(engine, "other");
    }

    [Fact]
    public async Task What_no_engine_says_today_is_passed_on_untouched()
    {
        await using var engine = new HostileEngine(Inspect, body =>
        {
            var inspect = (JsonObject)JsonNode.Parse(body)!;
            inspect["Config"]!["Tomorrow"] = "x";
            inspect["HostConfig"]!["Tomorrow"] = new JsonObject { ["Deep"] = new JsonArray(1, null, "y") };
            return inspect.ToJsonString();
        });

        await engine.PassAsync();

        engine.Engine.Get("web").Config["Tomorrow"]!.ToString().ShouldBe("x");
        engine.Engine.Get("web").HostConfig["Tomorrow"]!.ToJsonString().ShouldBe("""{"Deep":[1,null,"y"]}""");
    }

    [Fact]
    public async Task Ten_thousand_containers_in_the_list_do_not_keep_one_from_being_updated()
    {
        await using var engine = new HostileEngine(List, body =>
        {
            var rows = (JsonArray)JsonNode.Parse(body)!;
            for (var number = 0; number < 10_000; number++)
            {
                var row = (JsonObject)rows[0]!.DeepClone();
                (row["Id"], row["Names"], row["State"]) = ($"{number:x64}", new JsonArray($"/crowd-{number}"), "exited");
                rows.Add((JsonNode)row);
            }

            return rows.ToJsonString();
        });

        (await engine.PassAsync()).ShouldNotBeNull();

        Version2(engine, "web");
        Version2(engine, "other");
        engine.Promise.Broken().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_label_of_many_megabytes_is_kept()
    {
        var large = new string('x', 8_000_000);
        await using var engine = new HostileEngine("nothing", body => body);
        engine.Engine.Runs("large", "web:1", new RunOptions { Labels = [("large", large)] });
        engine.Engine.Publishes("web:1");

        await engine.PassAsync();

        Version2(engine, "large");
        engine.Engine.Get("large").Config["Labels"]!["large"]!.ToString().ShouldBe(large);
    }

    /// <summary>The same ones in every run.</summary>
    private static IEnumerable<Garbling> Garblings(int count) =>
        Enumerable.Range(0, count).Select(number => Garbling.Any.Generate(new PCG((uint)number, 1), null, out _));

    private static void IsRunning(HostileEngine engine, string name, Garbling garbling) =>
        engine.Engine.Containers.Count(container => container.Name == name && container.IsRunning)
            .ShouldBe(1, $"{garbling}: {string.Join(", ", engine.Engine.Containers)}, after {string.Join("; ", engine.Events.Lines)}");

    /// <summary>On the image that its registry has now.</summary>
    private static void Version2(HostileEngine engine, string name) =>
        FaultScene.Outdated(engine.Engine).Where(complaint => complaint.StartsWith($"{name} ", StringComparison.Ordinal)).ShouldBeEmpty();
}
