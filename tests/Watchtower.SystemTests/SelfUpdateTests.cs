using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>Watchtower in a container, looking after itself.</summary>
public sealed class SelfUpdateTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableTheory]
    [InlineData("--restart=no")]
    [InlineData("--restart=unless-stopped")]
    [InlineData("--hostname=shop")]
    public void The_new_one_takes_over_and_the_old_one_is_gone(string option)
    {
        var image = WatchtowerImage();
        Release(image, "v1");
        var self = RunWatchtower(image, [option]);
        var before = Inspect(self);
        Eventually(() => HasPassed(self));
        var began = Now();

        var v2 = WhilePaused(self, () => Release(image, "v2"));

        Eventually(() => Find(self)?.ImageId == v2 && Containers().Count == 1);
        Eventually(() => HasPassed(self)); // it does its work
        Thread.Sleep(TimeSpan.FromSeconds(5)); // and stays alone for more than one interval
        Containers().ShouldBe([self]);
        var after = Inspect(self);
        after.Status.ShouldBe("running");
        after.At("HostConfig")!.ToJsonString().ShouldBe(before.At("HostConfig")!.ToJsonString());
        CreatedSince(began).ShouldHaveSingleItem();
    }

    [SkippableTheory]
    [InlineData("--cgroupns=host")]
    [InlineData("--cgroupns=private")] // as on machines with version 2 of cgroups, where its id shows nowhere
    public void It_knows_itself_in_the_network_of_another_container(string groups)
    {
        var (image, other) = (WatchtowerImage(), Image("other"));
        Release(image, "v1");
        other.Release("v1");
        Run("net", other);
        var self = RunWatchtower(image, ["--network", $"container:{Name("net")}", groups]);
        Eventually(() => HasPassed(self));

        var v2 = WhilePaused(self, () => Release(image, "v2"));

        Eventually(() => Find(self)?.ImageId == v2 && Containers().Count == 2);
        Containers().ShouldBe([self, Name("net")], ignoreOrder: true);
    }

    [SkippableTheory]
    [InlineData("--restart=no")]
    [InlineData("--restart=unless-stopped")]
    public void A_new_one_that_does_not_work_is_tried_once_and_the_old_one_goes_on(string option)
    {
        var (image, other) = (WatchtowerImage(), Image("other"));
        Release(image, "v1");
        other.Release("v1");
        Run("web", other);
        var self = RunWatchtower(image, [option], Name("web"));
        var before = Inspect(self);
        Eventually(() => HasPassed(self));
        var began = Now();

        WhilePaused(self, () => image.Release("v2", "LABEL ai.talm.watchtower=true", """ENTRYPOINT ["service", "exit", "2"]"""));

        Eventually(() => CreatedSince(began).Count == 1 && Containers().Count == 2);
        Thread.Sleep(TimeSpan.FromSeconds(8)); // several intervals
        CreatedSince(began).ShouldHaveSingleItem();
        var after = Inspect(self);
        after.Id.ShouldBe(before.Id);
        after.StartedAt.ShouldBe(before.StartedAt);

        WhilePaused(self, () => other.Release("v2")); // the old one still does its work
        Eventually(() => VersionServedBy(Name("web")) == "v2" && Containers().Count == 2);
        Containers().ShouldBe([self, Name("web")], ignoreOrder: true);
    }

    [SkippableFact]
    public void Two_of_them_that_watch_all_there_is_lose_neither_a_container_nor_each_other()
    {
        var (image, other) = (WatchtowerImage(), Image("other"));
        Release(image, "v1");
        other.Release("v1");
        var web = Run("web", other);
        string[] all = [Name("self"), Name("second"), web], both = all[..2];
        foreach (var one in both)
            RunWatchtower(one, image, [], all);
        foreach (var one in both)
            Eventually(() => HasPassed(one));

        WhilePaused(both, () => other.Release("v2"));
        Eventually(() => VersionServedBy(web) == "v2" && Containers().Count == 3);

        var v2 = WhilePaused(both, () => Release(image, "v2"));
        Eventually(() => both.All(one => Find(one)?.ImageId == v2) && Containers().Count == 3);
        Thread.Sleep(TimeSpan.FromSeconds(5)); // more than one interval
        Containers().ShouldBe(all, ignoreOrder: true);
        VersionServedBy(web).ShouldBe("v2");
    }

    private TestImage WatchtowerImage() => new(Engine, $"{Engine.Registry}/{Name("self")}", ProgramImage.BaseOf(Engine));

    private static string Release(TestImage image, string version) => image.Release(version, ProgramImage.Dockerfile);

    /// <summary>The publisher works on the same engine: for a moment the name means the new image there before it is pushed.</summary>
    private string WhilePaused(string[] watchtowers, Func<string> release)
    {
        Docker(["pause", .. watchtowers]);
        var id = release();
        Docker(["unpause", .. watchtowers]);
        return id;
    }

    private string WhilePaused(string self, Func<string> release) => WhilePaused([self], release);

    /// <summary>Looks after itself and those names.</summary>
    private string RunWatchtower(TestImage image, string[] options, params string[] names) =>
        RunWatchtower(Name("self"), image, options, [Name("self"), .. names]);

    private string RunWatchtower(string name, TestImage image, string[] options, string[] watched)
    {
        Docker(
        [
            "run", "--detach", "--name", name, .. options, "--volume", $"{Engine.Socket}:/var/run/docker.sock",
            image.Name, "--interval", "2", "--debug", .. watched,
        ]);
        return name;
    }

    private bool HasPassed(string self) => Engine.Docker("logs", self).Output.Contains("Checked ", StringComparison.Ordinal);

    private IReadOnlyList<string> CreatedSince(string time) =>
        [.. EventsSince(time)
            .Where(happened => happened is { Type: "container", Action: "create" } && Word(happened.Name).StartsWith("self", StringComparison.Ordinal))
            .Select(happened => $"{Word(happened.Name)} is {happened.Id}")
            .Distinct()];
}
