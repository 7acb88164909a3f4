namespace Watchtower.Tests.Program;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-h", "--debug")]
    [InlineData("--debug", "-h")]
    [InlineData("-h", "-R")]
    [InlineData("-h", "--")]
    [InlineData("nginx", "--help", "redis")]
    public void Asks_for_help(params string[] arguments)
    {
        var commandLine = CommandLine.Parse(arguments);

        commandLine.Error.ShouldBeNull();
        commandLine.WantsHelp.ShouldBeTrue();
    }

    [Theory]
    [InlineData("-h", "tcp://nas:2375")]
    [InlineData("-h=tcp://nas:2375")]
    [InlineData("-H", "tcp://nas:2375")]
    [InlineData("-H=tcp://nas:2375")]
    [InlineData("--host", "tcp://nas:2375")]
    [InlineData("--host=tcp://nas:2375")]
    [InlineData("--debug", "-h", "tcp://nas:2375", "nginx")]
    public void Asks_for_a_host_where_a_value_follows(params string[] arguments)
    {
        var commandLine = CommandLine.Parse(arguments);

        commandLine.Error.ShouldBeNull();
        commandLine.WantsHelp.ShouldBeFalse();
        commandLine.Values.Of(Option.Host).ShouldBe(new Given("tcp://nas:2375", "--host"));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-v")]
    public void Asks_for_the_version(string argument) => CommandLine.Parse([argument]).WantsVersion.ShouldBeTrue();

    [Fact]
    public void Knows_an_option_by_every_name_it_has()
    {
        foreach (var option in Option.All)
        {
            string[] spellings = option.Letter is { } letter ? [option.ToString(), $"-{letter}"] : [option.ToString()];
            foreach (var spelling in spellings)
            {
                var arguments = option.IsSwitch ? new[] { spelling } : [spelling, "x"];
                CommandLine.Parse(arguments).Values.Of(option).ShouldBe(new Given(option.IsSwitch ? "true" : "x", option.ToString()));
            }
        }
    }

    [Fact]
    public void Says_nothing_about_what_was_not_given()
    {
        var commandLine = CommandLine.Parse(["nginx"]);

        Option.All.Select(commandLine.Values.Of).ShouldAllBe(given => given == null);
    }
}
