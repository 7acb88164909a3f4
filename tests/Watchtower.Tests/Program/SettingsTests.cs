namespace Watchtower.Tests.Program;

public sealed class SettingsTests
{
    [Fact]
    public void Has_a_default_for_everything()
    {
        var settings = new Invocation().Settings;

        settings.Endpoint.ToString().ShouldBe("unix:///var/run/docker.sock");
        settings.Interval.ShouldBe(TimeSpan.FromSeconds(300));
        settings.StopTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        settings.MinimumApiVersion.ShouldBeNull();
        settings.NoPull.ShouldBeFalse();
        settings.Cleanup.ShouldBeFalse();
        settings.Debug.ShouldBeFalse();
        settings.RunOnce.ShouldBeFalse();
        settings.LabelEnable.ShouldBeFalse();
        settings.Names.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--host", "DOCKER_HOST", nameof(Settings.Endpoint), "tcp://nas:1", "tcp://pi:2")]
    [InlineData("-H", "DOCKER_HOST", nameof(Settings.Endpoint), "tcp://nas:1", "tcp://pi:2")]
    [InlineData("-h", "DOCKER_HOST", nameof(Settings.Endpoint), "tcp://nas:1", "tcp://pi:2")]
    [InlineData("--interval", "WATCHTOWER_POLL_INTERVAL", nameof(Settings.Interval), "60", "90")]
    [InlineData("-i", "WATCHTOWER_POLL_INTERVAL", nameof(Settings.Interval), "60", "90")]
    [InlineData("--stop-timeout", "WATCHTOWER_TIMEOUT", nameof(Settings.StopTimeout), "30s", "2m")]
    [InlineData("-t", "WATCHTOWER_TIMEOUT", nameof(Settings.StopTimeout), "30", "120")]
    [InlineData("--apiversion", "DOCKER_API_VERSION", nameof(Settings.MinimumApiVersion), "1.41", "1.44")]
    [InlineData("--api-version", "DOCKER_API_VERSION", nameof(Settings.MinimumApiVersion), "1.41", "1.44")]
    public void An_option_with_a_value_beats_its_variable_and_both_beat_the_default(
        string option, string variable, string setting, string value, string other)
    {
        var byDefault = Read(new Invocation(), setting);
        var expected = Read(new Invocation(option, value), setting);

        expected.ShouldNotBe(byDefault);
        Read(new Invocation($"{option}={value}"), setting).ShouldBe(expected);
        Read(new Invocation().With(variable, value), setting).ShouldBe(expected);
        Read(new Invocation().With(variable, $" {value} "), setting).ShouldBe(expected);
        Read(new Invocation().With(variable, other), setting).ShouldNotBe(expected);
        Read(new Invocation(option, value).With(variable, other), setting).ShouldBe(expected);
        Read(new Invocation().With(variable, ""), setting).ShouldBe(byDefault);
        Read(new Invocation().With(variable, " "), setting).ShouldBe(byDefault);
    }

    [Theory]
    [InlineData("--no-pull", "WATCHTOWER_NO_PULL", nameof(Settings.NoPull))]
    [InlineData("--cleanup", "WATCHTOWER_CLEANUP", nameof(Settings.Cleanup))]
    [InlineData("--debug", "WATCHTOWER_DEBUG", nameof(Settings.Debug))]
    [InlineData("--run-once", "WATCHTOWER_RUN_ONCE", nameof(Settings.RunOnce))]
    [InlineData("-R", "WATCHTOWER_RUN_ONCE", nameof(Settings.RunOnce))]
    [InlineData("--label-enable", "WATCHTOWER_LABEL_ENABLE", nameof(Settings.LabelEnable))]
    [InlineData("-e", "WATCHTOWER_LABEL_ENABLE", nameof(Settings.LabelEnable))]
    [InlineData("--preflight", "WATCHTOWER_PREFLIGHT", nameof(Settings.Preflight))]
    public void A_switch_beats_its_variable_and_both_beat_the_default(string option, string variable, string setting)
    {
        Read(new Invocation(option), setting).ShouldBe(true);
        Read(new Invocation($"{option}=true"), setting).ShouldBe(true);
        Read(new Invocation($"{option}=false"), setting).ShouldBe(false);
        Read(new Invocation().With(variable, "true"), setting).ShouldBe(true);
        Read(new Invocation().With(variable, "false"), setting).ShouldBe(false);
        Read(new Invocation($"{option}=false").With(variable, "true"), setting).ShouldBe(false);
        Read(new Invocation(option).With(variable, "false"), setting).ShouldBe(true);
        Read(new Invocation().With(variable, ""), setting).ShouldBe(false);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("On", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("NO", false)]
    [InlineData("off", false)]
    public void A_switch_understands_what_people_write(string text, bool expected)
    {
        new Invocation($"--cleanup={text}").Settings.Cleanup.ShouldBe(expected);
        new Invocation().With("WATCHTOWER_CLEANUP", text).Settings.Cleanup.ShouldBe(expected);
    }

    [Fact]
    public void A_switch_takes_no_name_for_its_value()
    {
        var settings = new Invocation("--cleanup", "false", "--debug", "nginx").Settings;

        settings.Cleanup.ShouldBeTrue();
        settings.Names.ShouldBe(["false", "nginx"]);
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("nginx", "redis:7", "host:5000/a/b:tag")]
    [InlineData("-")]
    public void Everything_else_is_a_name(params string[] names) => new Invocation(names).Settings.Names.ShouldBe(names);

    [Fact]
    public void Names_and_options_come_in_any_order()
    {
        var settings = new Invocation("nginx", "--interval", "60", "redis", "-R").Settings;

        settings.Names.ShouldBe(["nginx", "redis"]);
        settings.Interval.ShouldBe(TimeSpan.FromSeconds(60));
        settings.RunOnce.ShouldBeTrue();
    }

    [Fact]
    public void Two_dashes_end_the_options()
    {
        var settings = new Invocation("--run-once", "--", "nginx", "--debug", "-h", "--api-version").Settings;

        settings.RunOnce.ShouldBeTrue();
        settings.Debug.ShouldBeFalse();
        settings.Names.ShouldBe(["nginx", "--debug", "-h", "--api-version"]);
    }

    [Theory]
    [InlineData("1.41")]
    [InlineData("v1.41")]
    public void An_api_version_is_two_numbers(string text) =>
        new Invocation("--apiversion", text).Settings.MinimumApiVersion.ShouldBe(new Version(1, 41));

    [Fact]
    public void The_host_may_hold_what_looks_like_an_option() =>
        new Invocation("-h=unix:///tmp/a-h=b.sock").Settings.Endpoint.Uri.LocalPath.ShouldBe("/tmp/a-h=b.sock");

    private static object? Read(Invocation invocation, string setting) =>
        typeof(Settings).GetProperty(setting)!.GetValue(invocation.Settings);
}
