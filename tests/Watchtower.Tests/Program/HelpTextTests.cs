namespace Watchtower.Tests.Program;

public sealed class HelpTextTests
{
    private static readonly string[] _lines = HelpText.Text.Split('\n');

    [Fact]
    public void Shows_every_option_with_its_letter_its_value_and_its_variable()
    {
        foreach (var option in Option.All)
        {
            var letter = option.Letter is null ? "     " : $" -{option.Letter}, ";
            var value = option.IsSwitch ? "" : $" {option.ValueName}";
            _lines.ShouldContain(line => line.StartsWith($" {letter}--{option.Name}{value} ", StringComparison.Ordinal));
            HelpText.Text.ShouldContain($"[{option.Variable}]");
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-v, --version")]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("300")]
    [InlineData("10s")]
    [InlineData("/etc/ssl/docker")]
    [InlineData("DOCKER_CERT_PATH")]
    [InlineData("Exit codes: 0 ")]
    public void Tells_of(string what) => HelpText.Text.ShouldContain(what);

    [Fact]
    public void Fits_a_terminal()
    {
        _lines.ShouldAllBe(line => line.Length <= 120);
        _lines.ShouldAllBe(line => !line.EndsWith(' '));
        HelpText.Text.ShouldNotContain("\t");
    }
}
