namespace Watchtower.Tests.Program;

public sealed class PollLoopTests
{
    [Fact]
    public void The_first_pass_comes_at_once_and_each_next_one_an_interval_later() =>
        new LoopScene().Pass().Pass().Pass().Run()
            .Happened.ShouldBe(["0 pass", "0 over", "300 pass", "300 over", "600 pass", "600 over", "870 end"]);

    [Fact]
    public void The_interval_goes_from_start_to_start() =>
        new LoopScene().SlowPass(100).Pass().Run()
            .Happened.ShouldBe(["0 pass", "100 over", "300 pass", "300 over", "570 end"]);

    [Fact]
    public void A_pass_that_takes_longer_than_the_interval_is_never_overtaken() =>
        new LoopScene().SlowPass(700).SlowPass(300).Pass().Run()
            .Happened.ShouldBe(["0 pass", "700 over", "700 pass", "1000 over", "1000 pass", "1000 over", "1270 end"]);

    [Fact]
    public void An_engine_that_is_away_is_asked_again_ever_more_slowly() =>
        new LoopScene(interval: 10).Outage().StillAway(times: 5).Pass().Run().Happened.ShouldBe(
        [
            "0 pass", "0 away: no engine",
            "1 connect", "3 connect", "7 connect", "15 connect", "25 connect", // 1, 2, 4, 8 and then the interval
            "35 connect", "35 pass", "35 over", "35 back", "44 end",
        ]);

    [Fact]
    public void Each_outage_is_told_once_and_starts_over() =>
        new LoopScene().Outage().StillAway().Pass().Outage("gone again").Pass().Run().Happened.ShouldBe(
        [
            "0 pass", "0 away: no engine", "1 connect", "3 connect", "3 pass", "3 over", "3 back",
            "303 pass", "303 away: gone again", "304 connect", "304 pass", "304 over", "304 back", "574 end",
        ]);

    [Fact]
    public void An_engine_that_answers_and_goes_away_again_is_still_the_same_outage() =>
        new LoopScene().Outage().Outage("gone again").Pass().Run()
            .Happened.ShouldBe(["0 pass", "0 away: no engine", "1 connect", "1 pass", "3 connect", "3 pass", "3 over", "3 back", "273 end"]);

    [Fact]
    public void Whatever_else_goes_wrong_is_told_and_the_loop_goes_on() =>
        new LoopScene().FailingPass(new InvalidOperationException("a slip")).Pass().Run()
            .Happened.ShouldBe(["0 pass", "0 failed: a slip", "300 pass", "300 over", "570 end"]);

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure_like_any_other() =>
        new LoopScene().FailingPass(new OperationCanceledException("a timer")).Pass().Run()
            .Happened.ShouldBe(["0 pass", "0 failed: a timer", "300 pass", "300 over", "570 end"]);

    [Fact]
    public void Being_asked_to_end_ends_the_sleep_at_once() =>
        new LoopScene().ShutDownAfter(7).Pass().Run().Happened.ShouldBe(["0 pass", "0 over", "7 end"]);

    [Fact]
    public void Being_asked_to_end_in_a_pass_is_no_failure() =>
        new LoopScene().ShutDownAfter(7).SlowPass(100).Run().Happened.ShouldBe(["0 pass", "7 end"]);

    [Fact]
    public void A_pass_that_finishes_its_group_first_is_waited_for() =>
        new LoopScene().ShutDownAfter(7).DeafPass(20).Run().Happened.ShouldBe(["0 pass", "20 over", "20 end"]);

    [Fact]
    public void Being_asked_to_end_while_the_engine_is_away_ends_at_once() =>
        new LoopScene().ShutDownAfter(5).Outage().StillAway(times: 9).Run()
            .Happened.ShouldBe(["0 pass", "0 away: no engine", "1 connect", "3 connect", "5 end"]);

    [Fact]
    public void A_very_long_interval_is_slept_through() =>
        new LoopScene(interval: 2_147_483).ShutDownAfter(2_147_500).Pass().Pass().Run().Happened[2].ShouldBe("2147483 pass");
}
