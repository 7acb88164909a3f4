using CsCheck;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests.Hostile;

/// <summary>Anybody may write anything into a label.</summary>
public sealed class HostileLabelTests
{
    private static readonly Gen<string> _key = Gen.OneOf(
        Gen.Select(
            Gen.OneOf("ai.talm.watchtower", "ai.talm.rpi-watchtower", "com.centurylinklabs.watchtower"),
            Gen.OneOf("", ".enable", ".stop-signal", ".depends-on", ".followed-image", "."), (prefix, key) => prefix + key),
        Gen.OneOf(
            "ai.talm.zodiac.original-image", "com.centurylinklabs.zodiac.original-image", "com.docker.compose.depends_on",
            "com.docker.compose.project", "com.docker.compose.service", ""));

    private static readonly Gen<string> _value = Gen.OneOf(
        Gen.OneOf("true", "false", "TRUE", "c0", "c1", "c2", "/c0", "c0,c1,c2,nobody", "c0:service_started:true,c1:x:true", ",", ":", "::", ",:,", " c1 , c2 "),
        Gen.String[Gen.Char["ctrue012,:/ \t\n\0é@-."], 0, 30],
        Gen.String[0, 20],
        Gen.Int[1, 20_000].Select(length => new string(',', length)));

    private static readonly Gen<(string Key, string Value)[]> _labels = Gen.Select(_key, _value).Array[0, 6]
        .Select(labels => labels.DistinctBy(label => label.Item1).Select(label => (label.Item1, label.Item2)).ToArray());

    [Fact]
    public void Any_label_can_be_read() => _labels.Sample(labels =>
    {
        var read = new ContainerLabels(labels.ToDictionary(label => label.Key, label => label.Value));

        read.DependsOn.ShouldAllBe(name => name.Length > 0);
        read.ComposeDependencies.ShouldAllBe(dependency => !dependency.Service.Contains(':', StringComparison.Ordinal) && !dependency.Service.Contains(',', StringComparison.Ordinal));
        (read.StopSignal ?? "x").Trim().ShouldNotBeEmpty();
        (read.OriginalImage ?? "x").Trim().ShouldNotBeEmpty();
        if (read.IsWatchtower)
            labels.ShouldContain(label => label.Value.Trim() == "true");
        if (read.Enable is { } enable)
            labels.ShouldContain(label => label.Key.EndsWith(".enable", StringComparison.Ordinal) && label.Value.Contains(enable.ToString(), StringComparison.OrdinalIgnoreCase));
    });

    [Fact]
    public void Any_labels_give_a_plan_that_has_every_stale_container_once() => _labels.Array[3].Sample(fleet =>
    {
        var containers = fleet.Select((labels, index) => labels
            .Aggregate(A.Container($"c{index}"), (container, label) => container.Labelled(label.Key, label.Value)).Build()).ToList();
        var newImages = containers.ToDictionary(container => container.Id, container => A.ImageIdOf($"new {container.Name}"));

        var plan = UpdatePlanner.Plan(containers, newImages);

        plan.Groups.SelectMany(group => group.Members).Concat(plan.Watchtowers).Select(member => member.Container)
            .Concat(plan.Cycles.SelectMany(cycle => cycle.Containers))
            .Select(container => container.Name).Order(StringComparer.Ordinal).ShouldBe(["c0", "c1", "c2"]);
    });

    [Fact]
    public void Any_name_is_a_name_of_the_journal_or_not() => Gen.OneOf(
        Gen.String[0, 60],
        Gen.Select(Gen.String[0, 8], Gen.OneOf("new", "old", "spare", "proven", "restart", "", "x"), Gen.String[Gen.Char["0aF-."], 0, 26],
            (name, role, rest) => $"{name}.watchtower-{role}-{rest}")).Sample(name =>
            JournalName.TryParse(name) is not { } parsed || parsed.ToString().Equals(name, StringComparison.Ordinal));
}
