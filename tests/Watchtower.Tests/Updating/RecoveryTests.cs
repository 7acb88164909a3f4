using Watchtower.Containers;
using Watchtower.FakeDocker;
using Watchtower.Updating;

namespace Watchtower.Tests.Updating;

public sealed class RecoveryTests
{
    private static readonly RunOptions _watchtower = new() { Labels = [("ai.talm.watchtower", "true")], RestartPolicy = "always" };

    [Fact]
    public void Leaves_alone_what_another_running_Watchtower_has_in_hand()
    {
        var (world, other) = KilledInTheMiddle();
        var before = world.AllNames.ToList();

        world.Pass();

        world.Events.Of("RecoveryStarted").ShouldBeEmpty();
        world.AllNames.ShouldBe(before);
        other.State.ShouldBe("running");
    }

    [Fact]
    public void Settles_what_another_Watchtower_left_behind_when_it_is_gone()
    {
        var (world, other) = KilledInTheMiddle();
        world.Engine.Remove(other.Id);

        world.Pass();

        world.Events.Of("RecoveryFinished").ShouldBe(["RecoveryFinished web: old back"]);
        world.RunningNames.ShouldBe(["web"]);
        world.AllNames.ShouldBe(["web"]);
    }

    [Fact]
    public void Settles_what_it_left_behind_itself()
    {
        var (world, other) = KilledInTheMiddle();

        WithId(world, other.Id).Pass();

        world.AllNames.ShouldBe(["other", "web"]);
        world.RunningNames.ShouldBe(["other", "web"]);
    }

    [Fact]
    public void Finishes_what_was_found_to_work()
    {
        var world = new World();
        world.Engine.Runs("web", "web:1");
        var newer = world.Engine.Publishes("web:1");
        world.PassUntil("RemoveContainer");

        world.Pass();

        world.Events.Of("RecoveryFinished").ShouldBe(["RecoveryFinished web: new kept"]);
        world.Engine.Get("web").Image.ShouldBe(newer);
        world.AllNames.ShouldBe(["web"]);
    }

    [Fact]
    public void Does_not_go_back_once_the_first_of_the_old_ones_is_gone()
    {
        var world = new World();
        world.Engine.Runs("db", "db:1");
        world.Engine.Runs("web", "web:1", new RunOptions { Links = ["db:database"] });
        var newer = world.Engine.Publishes("db:1");
        world.PassUntil("RemoveContainer", times: 2);
        world.Engine.LosePower(); // nothing starts again, so nothing could be proven now

        world.Pass();

        world.Events.Of("RecoveryFinished").ShouldHaveSingleItem().ShouldEndWith(": new kept");
        world.Engine.Get("db").Image.ShouldBe(newer);
        world.AllNames.ShouldBe(["db", "web"]);
    }

    [Fact]
    public void Looks_at_nothing_else_before_all_is_settled()
    {
        var (world, other) = KilledInTheMiddle();
        world.Engine.Remove(other.Id);

        world.Pass();

        world.Events.Lines[0].ShouldStartWith("RecoveryStarted");
        world.Events.Lines[1].ShouldStartWith("RecoveryFinished");
    }

    /// <summary>A Watchtower in the container "other" was killed between the two renames; the engine started it again.</summary>
    private static (World World, FakeContainer Other) KilledInTheMiddle()
    {
        var world = new World();
        var other = world.Engine.Runs("other", "watchtower:6", _watchtower);
        world.Engine.Runs("web", "web:1");
        world.Engine.Publishes("web:1");
        var atWork = WithId(world, other.Id);
        atWork.PassUntil("RenameContainer", times: 2);
        world.AllNames.Count(name => JournalName.TryParse(name)?.Owner == other.ShortId).ShouldBe(2);
        return (world, other);
    }

    /// <summary>The same world, seen by the Watchtower in that container.</summary>
    private static World WithId(World world, string id) => new(world) { Options = new UpdateOptions { OwnId = id } };
}
