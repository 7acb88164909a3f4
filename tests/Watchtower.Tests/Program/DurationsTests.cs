using System.Globalization;
using CsCheck;

namespace Watchtower.Tests.Program;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    [InlineData("10s", 10)]
    [InlineData("0.5s", 0.5)]
    [InlineData(".5s", 0.5)]
    [InlineData("2m", 120)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5h", 5400)]
    [InlineData("1h2m3s4ms", 3723.004)]
    [InlineData("500ms", 0.5)]
    [InlineData("24h", 86400)]
    [InlineData("86400", 86400)]
    public void Reads_what_the_go_programs_write(string text, double seconds) => Durations.TryParse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("s")]
    [InlineData(".")]
    [InlineData(".s")]
    [InlineData("ten")]
    [InlineData("10 s")]
    [InlineData(" 10s")]
    [InlineData("10s ")]
    [InlineData("10S")]
    [InlineData("10 seconds")]
    [InlineData("10seconds")]
    [InlineData("1m30")] // seconds, or a slip?
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1,5s")]
    [InlineData("1.2.3s")]
    [InlineData("1e3s")]
    [InlineData("5d")]
    [InlineData("24h1ms")]
    [InlineData("86401")]
    [InlineData("99999999999999999999999999999999999999999999999999999999999999999999999s")]
    [InlineData("١٠s")]
    public void Takes_nothing_else(string text) => Durations.TryParse(text).ShouldBeNull();

    [Fact]
    public void Takes_no_number_that_is_too_large_for_any_clock() => Durations.TryParse(new string('9', 400)).ShouldBeNull();

    [Fact]
    public void Reads_back_whatever_is_written_in_seconds() => Gen.Int[0, 86_400].Sample(seconds =>
        Durations.TryParse(seconds.ToString(CultureInfo.InvariantCulture) + "s") == TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Never_throws_and_never_exceeds_a_day() => Gen.OneOf(Gen.String, Gen.String["0123456789.hms "]).Sample(text =>
        Durations.TryParse(text) is not { } found || (found >= TimeSpan.Zero && found <= TimeSpan.FromDays(1)));
}
