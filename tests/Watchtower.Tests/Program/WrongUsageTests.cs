namespace Watchtower.Tests.Program;

/// <summary>Whatever is wrong, a person gets one line: where it is, what it is, and what to do.</summary>
public sealed class WrongUsageTests
{
    private const string Seconds = "it takes a whole number of seconds from 1 to 2147483.";
    private const string Time = "it takes a time such as 30s or 2m, at most a day.";
    private const string Version = "it takes an API version such as 1.41.";
    private const string Either = "it takes true or false.";

    [Theory]
    [InlineData("--interval", "abc", Seconds)]
    [InlineData("--interval", "0", Seconds)]
    [InlineData("--interval", "-5", Seconds)]
    [InlineData("--interval", "+5", Seconds)]
    [InlineData("--interval", "1.5", Seconds)]
    [InlineData("--interval", "5m", Seconds)]
    [InlineData("--interval", "2147484", Seconds)]
    [InlineData("--interval", "99999999999", Seconds)]
    [InlineData("--interval", "", Seconds)]
    [InlineData("--stop-timeout", "10 seconds", Time)]
    [InlineData("--stop-timeout", "1m30", Time)]
    [InlineData("--stop-timeout", "-1s", Time)]
    [InlineData("--stop-timeout", "25h", Time)]
    [InlineData("--stop-timeout", "", Time)]
    [InlineData("--apiversion", "foo", Version)]
    [InlineData("--apiversion", "1", Version)]
    [InlineData("--apiversion", "1.41.2", Version)]
    [InlineData("--apiversion", "-1.41", Version)]
    [InlineData("--apiversion", "", Version)]
    [InlineData("--cleanup", "maybe", Either)]
    [InlineData("--no-pull", "2", Either)]
    [InlineData("--debug", "all", Either)]
    [InlineData("--run-once", "twice", Either)]
    [InlineData("--label-enable", "web", Either)]
    [InlineData("--tlsverify", "perhaps", Either)]
    public void Says_where_what_and_what_to_do(string option, string value, string expected) =>
        new Invocation($"{option}={value}").Error.ShouldBe($"{option} {value}: {expected}");

    [Theory]
    [InlineData("WATCHTOWER_POLL_INTERVAL", "abc", Seconds)]
    [InlineData("WATCHTOWER_TIMEOUT", "10 seconds", Time)]
    [InlineData("DOCKER_API_VERSION", "foo", Version)]
    [InlineData("WATCHTOWER_CLEANUP", "maybe", Either)]
    [InlineData("WATCHTOWER_NO_PULL", "maybe", Either)]
    [InlineData("WATCHTOWER_DEBUG", "maybe", Either)]
    [InlineData("WATCHTOWER_RUN_ONCE", "maybe", Either)]
    [InlineData("WATCHTOWER_LABEL_ENABLE", "maybe", Either)]
    public void Names_the_variable_that_is_wrong(string variable, string value, string expected) =>
        new Invocation().With(variable, value).Error.ShouldBe($"{variable} {value}: {expected}");

    [Fact]
    public void Does_not_mind_a_wrong_variable_that_an_option_overrules() =>
        new Invocation("--interval", "60").With("WATCHTOWER_POLL_INTERVAL", "abc").Settings.Interval.ShouldBe(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData("ssh://pi@nas", "ssh is not supported.", "use unix:///tmp/docker.sock")]
    [InlineData("npipe:////./pipe/docker_engine", "Windows", "Use tcp://host:port.")]
    [InlineData("ftp://nas", "ftp:// is not known.", "Use unix:///path")]
    [InlineData("unix://docker.sock", "starts with a slash", "unix:///var/run/docker.sock")]
    [InlineData("tcp://nas:port", "it takes a host and a port", "tcp://10.0.1.2:2375")]
    public void Says_what_is_wrong_with_a_host(string host, string wrong, string instead)
    {
        foreach (var (invocation, source) in new[]
            {
                (new Invocation("--host", host), "--host"),
                (new Invocation("-h", host), "--host"),
                (new Invocation().With("DOCKER_HOST", host), "DOCKER_HOST"),
            })
        {
            invocation.Error.ShouldStartWith($"{source} {host}: ");
            invocation.Error.ShouldContain(wrong);
            invocation.Error.ShouldContain(instead);
            ShouldBeOneLine(invocation.Error);
        }
    }

    [Theory]
    [InlineData("--intervall", "--intervall")]
    [InlineData("--intervall", "--intervall", "5")]
    [InlineData("--intervall", "--intervall=5")]
    [InlineData("-x", "-x")]
    [InlineData("-x", "-Rx")]
    [InlineData("--no-cleanup", "--no-cleanup")]
    [InlineData("interval", "--interval")]
    [InlineData("option 'i'", "nginx", "-i")]
    [InlineData("host", "--host")]
    [InlineData("apiversion", "--stop-timeout", "10s", "--apiversion")]
    [InlineData("apiversion", "--api-version")]
    [InlineData("interval", "--interval", "5", "--interval", "6")]
    [InlineData("help", "--help=me")]
    [InlineData("version", "--version=3")]
    public void Names_what_it_does_not_understand_and_points_to_the_help_text(string culprit, params string[] arguments)
    {
        var error = new Invocation(arguments).Error;

        error.ShouldContain(culprit);
        error.ShouldEndWith(". Run watchtower --help to see all options.");
        ShouldBeOneLine(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    public void Takes_no_empty_name(string name) =>
        new Invocation("nginx", name).Error.ShouldBe("A NAME is empty. Give the name of a container or an image, or none to watch all of them.");

    [Theory]
    [InlineData("--interval", "5\n6")]
    [InlineData("--host", "tcp://a\nb")]
    [InlineData("--no-such\noption", "6")]
    public void Stays_on_one_line_whatever_it_was_given(string option, string value) =>
        ShouldBeOneLine(new Invocation(option, value).Error);

    [Fact]
    public void Reports_the_first_of_several_wrong_values_only() =>
        ShouldBeOneLine(new Invocation("--interval", "abc", "--host", "ftp://nas", "").Error);

    private static void ShouldBeOneLine(string error)
    {
        error.ShouldNotBeNullOrWhiteSpace();
        error.IndexOfAny(['\r', '\n']).ShouldBe(-1);
    }
}
