using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Tests;

public class ContainerTests
{
    [Fact]
    public void Is_known_by_name_without_slash_id_and_image()
    {
        var container = A.Container("web").From("nginx:1.27").Build();

        container.Name.ShouldBe("web");
        container.Id.ShouldBe(A.IdOf("web"));
        container.ShortId.ShouldBe(A.IdOf("web")[..12]);
        container.ImageId.ShouldBe(A.ImageIdOf("nginx:1.27"));
        container.ImageName.ShouldBe("nginx:1.27");
        container.ToString().ShouldBe("web");
    }

    [Theory]
    [InlineData("Id")]
    [InlineData("Name")]
    [InlineData("Image")]
    public void Without_an_identity_it_is_refused(string missing)
    {
        var inspect = A.Container("web").Inspect();
        inspect.Remove(missing);

        Should.Throw<FormatException>(() => new Container(inspect)).Message.ShouldBe($"it has no {missing}");
    }

    [Fact]
    public void Every_other_field_may_be_missing()
    {
        var container = new Container((JsonObject)JsonNode.Parse("""{ "Id": "1", "Name": "/web", "Image": "sha256:2" }""")!);

        container.ShortId.ShouldBe("1");
        container.ImageName.ShouldBe("sha256:2");
        container.IsRunning.ShouldBeFalse();
        container.IsRestarting.ShouldBeFalse();
        container.IsRemovedOnExit.ShouldBeFalse();
        container.RestartCount.ShouldBe(0);
        container.ExitCode.ShouldBe(0);
        container.Health.ShouldBeNull();
        container.StopTimeout.ShouldBeNull();
        container.Networks.ShouldBeEmpty();
    }

    [Fact]
    public void A_label_names_the_image_to_follow() =>
        A.Container("web").From("0123456789ab").Labelled("ai.talm.zodiac.original-image", "nginx").Build().ImageName.ShouldBe("nginx");

    [Theory]
    [InlineData("Running", true)]
    [InlineData("Paused", false)]
    [InlineData("Dead", false)]
    public void Runs_unless_paused_or_dying(string state, bool isRunning) =>
        A.Container("web").Being(state, "true").Build().IsRunning.ShouldBe(isRunning);

    [Theory]
    [InlineData("starting", "starting")]
    [InlineData("healthy", "healthy")]
    [InlineData("unhealthy", "unhealthy")]
    [InlineData("none", null)]
    public void Has_a_health_if_it_is_checked(string status, string? health) =>
        A.Container("web").Being("Health", $$"""{ "Status": "{{status}}" }""").Build().Health.ShouldBe(health);

    [Fact]
    public void Tells_how_it_fared()
    {
        var container = A.Container("web").RestartedTimes(3).Being("ExitCode", "137").Being("Restarting", "true")
            .Configured("StopTimeout", "30").Hosted("AutoRemove", "true").Build();

        container.RestartCount.ShouldBe(3);
        container.ExitCode.ShouldBe(137);
        container.IsRestarting.ShouldBeTrue();
        container.StopTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        container.IsRemovedOnExit.ShouldBeTrue();
    }

    [Theory]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    [InlineData("9223372036854775807", 2000000)]
    public void May_stop_in_any_time_that_a_clock_can_count(string given, int seconds) =>
        A.Container("web").Configured("StopTimeout", given).Build().StopTimeout.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("4e5021d210f65ebe915670c7089120120bc0a303b90208592851708c1b8c04bd", "4e5021d210f6")]
    [InlineData("short", "short")]
    public void An_id_is_abbreviated_as_docker_ps_does(string id, string shown) =>
        ContainerId.Abbreviate(id).ShouldBe(shown);

    [Theory]
    [InlineData("4e5021d210f6", true)]
    [InlineData("4e5021d210f65ebe", true)]
    [InlineData("4e5021d210f", false)]
    [InlineData("sha256:4e5021d210f6", false)]
    [InlineData("nginx", false)]
    public void The_start_of_an_images_id_is_told_from_a_name(string text, bool isStart) =>
        ContainerId.IsStartOfImage(text, "sha256:4e5021d210f65ebe915670c7089120120bc0a303b90208592851708c1b8c04bd").ShouldBe(isStart);
}
