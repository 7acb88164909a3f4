using System.Runtime.CompilerServices;
using Watchtower.Updating;
using static Watchtower.Updating.ContainerOutcome;

namespace Watchtower.Tests.Program;

public sealed class SummaryTests
{
    [Fact]
    public void Counts_what_was_checked_by_what_became_of_it() =>
        Summary([Updated, .. Enumerable.Repeat(UpToDate, 11)]).ShouldBe("Checked 12 containers: 1 updated, 11 up to date");

    [Fact]
    public void Knows_one_from_many() => Summary([UpToDate]).ShouldBe("Checked 1 container: 1 up to date");

    [Fact]
    public void Has_nothing_to_add_where_nothing_was_checked() => Summary([]).ShouldBe("Checked 0 containers");

    [Fact]
    public void Tells_the_news_first() =>
        Summary([UpToDate, Unknown, HeldBack, Failed, Failed, Updated])
            .ShouldBe("Checked 6 containers: 1 updated, 2 failed, 1 held back, 1 not checked, 1 up to date");

    [Fact]
    public void Counts_those_that_follow_apart() =>
        Summary([Updated, UpToDate], followers: 2).ShouldBe("Checked 2 containers: 1 updated, 1 up to date; 2 restarted with them");

    [Fact]
    public void Is_the_last_line_of_a_pass()
    {
        using var log = new RecordedLog(debug: false);

        new NLogEvents(log.Logger).PassFinished(Report([UpToDate], followers: 0));

        log.Lines.ShouldBe(["Info Checked 1 container: 1 up to date"]);
    }

    private static string Summary(IReadOnlyList<ContainerOutcome> outcomes, int followers = 0) => NLogEvents.Summary(Report(outcomes, followers));

    private static UpdateReport Report(IReadOnlyList<ContainerOutcome> outcomes, int followers)
    {
        var report = new UpdateReport();
        for (var i = 0; i < outcomes.Count; i++)
            Record(report, $"container{i}", outcomes[i]);
        for (var i = 0; i < followers; i++)
            RecordFollowed(report, $"follower{i}");
        return report;
    }

    // Only a pass writes a report.
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void Record(UpdateReport report, string container, ContainerOutcome outcome);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void RecordFollowed(UpdateReport report, string container);
}
