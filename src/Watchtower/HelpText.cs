using System.Text;

namespace Watchtower;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    private const int HelpColumn = 30;
    private const int Width = 100;

    public static string Text
    {
        get
        {
            var text = new StringBuilder()
                .AppendLine("Watches Docker containers and restarts them, with the same options, when their image was refreshed.")
                .AppendLine()
                .AppendLine("Usage: watchtower [OPTIONS] [NAME...]")
                .AppendLine()
                .AppendLine("Options:");
            foreach (var option in Option.All)
                Append(text, Spelling(option), option.Help + (option.Variable is null ? "" : $" [{option.Variable}]"));
            Append(text, "      --help", "Print this text; a bare -h does, too. With a value, -h means --host.");
            Append(text, "  -v, --version", "Print the version.");
            return text.AppendLine().Append(Texts.Examples).ToString();
        }
    }

    private static string Spelling(Option option) =>
        (option.Letter is { } letter ? $"  -{letter}, " : "      ") + option + (option.IsSwitch ? "" : $" {option.ValueName}");

    private static void Append(StringBuilder text, string spelling, string help)
    {
        var line = spelling.PadRight(HelpColumn - 1);
        foreach (var word in help.Split(' '))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                text.AppendLine(line);
                line = new string(' ', HelpColumn - 1);
            }

            line += $" {word}";
        }

        text.AppendLine(line);
    }
}
