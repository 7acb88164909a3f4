using Watchtower.Containers;

namespace Watchtower.Tests;

public class ContainerLabelsTests
{
    [Theory]
    [InlineData("ai.talm.watchtower")]
    [InlineData("ai.talm.rpi-watchtower")]
    [InlineData("com.centurylinklabs.watchtower")]
    public void Are_read_in_three_spellings(string prefix)
    {
        var labels = Labels(
            (prefix, "true"), (prefix + ".enable", "true"), (prefix + ".stop-signal", "SIGHUP"), (prefix + ".depends-on", "db"));

        labels.IsWatchtower.ShouldBeTrue();
        labels.Enable.ShouldBe(true);
        labels.StopSignal.ShouldBe("SIGHUP");
        labels.DependsOn.ShouldBe(["db"]);
    }

    [Fact]
    public void The_first_spelling_wins()
    {
        var labels = Labels(
            ("com.centurylinklabs.watchtower.stop-signal", "SIGINT"),
            ("ai.talm.rpi-watchtower.stop-signal", "SIGQUIT"),
            ("ai.talm.watchtower.stop-signal", "SIGHUP"));

        labels.StopSignal.ShouldBe("SIGHUP");
    }

    [Fact]
    public void A_blank_spelling_leaves_the_word_to_the_next() =>
        Labels(("ai.talm.watchtower.stop-signal", " "), ("ai.talm.rpi-watchtower.stop-signal", " SIGHUP "))
            .StopSignal.ShouldBe("SIGHUP");

    [Fact]
    public void A_container_may_deny_in_the_first_spelling_what_its_image_says_in_the_last() =>
        Labels(("ai.talm.watchtower", "false"), ("com.centurylinklabs.watchtower", "true")).IsWatchtower.ShouldBeFalse();

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData(" FALSE ", false)]
    [InlineData("yes", null)]
    [InlineData("", null)]
    public void Enable_is_true_or_false_or_not_said(string value, bool? enable) =>
        Labels(("ai.talm.watchtower.enable", value)).Enable.ShouldBe(enable);

    [Fact]
    public void Say_nothing_when_there_are_none()
    {
        ContainerLabels.None.IsWatchtower.ShouldBeFalse();
        ContainerLabels.None.Enable.ShouldBeNull();
        ContainerLabels.None.StopSignal.ShouldBeNull();
        ContainerLabels.None.OriginalImage.ShouldBeNull();
        ContainerLabels.None.DependsOn.ShouldBeEmpty();
        ContainerLabels.None.ComposeDependencies.ShouldBeEmpty();
    }

    [Fact]
    public void Depends_on_is_a_list_of_names_with_or_without_slash() =>
        Labels(("ai.talm.watchtower.depends-on", "db, /cache ,,mail,")).DependsOn.ShouldBe(["db", "cache", "mail"]);

    [Theory]
    [InlineData("ai.talm.zodiac.original-image")]
    [InlineData("com.centurylinklabs.zodiac.original-image")]
    [InlineData("ai.talm.watchtower.followed-image")]
    public void Name_the_image_to_follow(string label) => Labels((label, "nginx:1.27")).OriginalImage.ShouldBe("nginx:1.27");

    [Fact]
    public void What_Watchtower_wrote_itself_names_the_image_before_anything_else() =>
        Labels(("ai.talm.zodiac.original-image", "old"), (ContainerLabels.FollowedImageLabel, "new")).OriginalImage.ShouldBe("new");

    [Fact]
    public void Compose_writes_service_condition_and_restart() =>
        Labels(("com.docker.compose.depends_on", "db:service_healthy:true,cache:service_started:false"))
            .ComposeDependencies.ShouldBe([("db", true), ("cache", false)]);

    [Theory]
    [InlineData("db")]
    [InlineData("db:service_started")]
    [InlineData("db:service_started:maybe")]
    public void Compose_asks_for_order_only_unless_it_says_restart(string value) =>
        Labels(("com.docker.compose.depends_on", value)).ComposeDependencies.ShouldBe([("db", false)]);

    private static ContainerLabels Labels(params (string Key, string Value)[] labels) =>
        new(labels.ToDictionary(label => label.Key, label => label.Value));
}
