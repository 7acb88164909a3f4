using Watchtower.Containers;

namespace Watchtower.Tests;

public class ContainerSelectorTests
{
    [Theory]
    [InlineData("running")]
    [InlineData("restarting")]
    public void Without_names_every_running_container_is_selected(string state) =>
        Selecting().ReasonToSkip(Summary("web", state), "nginx").ShouldBeNull();

    [Theory]
    [InlineData("created")]
    [InlineData("paused")]
    [InlineData("removing")]
    [InlineData("exited")]
    [InlineData("dead")]
    public void A_container_that_does_not_run_is_left_alone(string state) =>
        Selecting("web").ReasonToSkip(Summary("web", state), "nginx").ShouldBe($"it is {state}");

    [Fact]
    public void A_label_excludes_even_what_was_named() =>
        Selecting("web").ReasonToSkip(Summary("web", enable: "false"), "nginx").ShouldBe("its enable label is false");

    [Theory]
    [InlineData(null, false)]
    [InlineData("perhaps", false)]
    [InlineData("true", true)]
    public void With_label_enable_only_labelled_containers_are_selected(string? enable, bool isSelected)
    {
        var reason = new ContainerSelector([], labelEnable: true).ReasonToSkip(Summary("web", enable: enable), "nginx");

        reason.ShouldBe(isSelected ? null : "it has no enable label and --label-enable is on");
    }

    [Fact]
    public void With_label_enable_a_name_is_still_asked_for() =>
        new ContainerSelector(["db"], labelEnable: true).ReasonToSkip(Summary("web", enable: "true"), "nginx")
            .ShouldBe("it is not among the names given");

    [Theory]
    [InlineData("web")]
    [InlineData("/web")]
    [InlineData("nginx")]
    [InlineData("nginx:1.27")]
    [InlineData("docker.io/library/nginx")]
    public void A_name_selects_by_container_or_by_image(string name) =>
        Selecting("other", name).ReasonToSkip(Summary("web"), "nginx:1.27").ShouldBeNull();

    [Theory]
    [InlineData("webs")]
    [InlineData("we")]
    [InlineData("WEB")]
    [InlineData("nginx:1.28")]
    [InlineData("ghcr.io/nginx")]
    public void Any_other_name_does_not(string name) =>
        Selecting(name).ReasonToSkip(Summary("web"), "nginx:1.27").ShouldBe("it is not among the names given");

    [Fact]
    public void A_container_created_from_an_image_id_is_selected_by_its_own_name_only()
    {
        var id = A.ImageIdOf("nginx");

        Selecting("web").ReasonToSkip(Summary("web"), id).ShouldBeNull();
        Selecting("nginx").ReasonToSkip(Summary("web"), id).ShouldBe("it is not among the names given");
    }

    private static ContainerSelector Selecting(params string[] names) => new(names, labelEnable: false);

    private static ContainerSummary Summary(string name, string state = "running", string? enable = null) => new(
        A.IdOf(name), name, "nginx", A.ImageIdOf("nginx"), state,
        enable is null ? ContainerLabels.None : new ContainerLabels(new Dictionary<string, string> { ["ai.talm.watchtower.enable"] = enable }));
}
