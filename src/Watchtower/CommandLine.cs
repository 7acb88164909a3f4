using McMaster.Extensions.CommandLineUtils;

namespace Watchtower;

/// <summary>What the command line asks for.</summary>
/// <param name="Values">The options that were given.</param>
/// <param name="Names">The containers or images to look after; none means all.</param>
/// <param name="WantsHelp">Print the help text and nothing else.</param>
/// <param name="WantsVersion">Print the version and nothing else.</param>
/// <param name="Error">One line, if the command line can't be understood.</param>
public sealed record CommandLine(
    GivenValues Values, IReadOnlyList<string> Names, bool WantsHelp, bool WantsVersion, string? Error)
{
    public static CommandLine Parse(IReadOnlyList<string> arguments) => arguments switch
    {
        // A question that stands alone needs no library, which takes a Pi 1 longer to set up than the answer takes.
        ["--help" or "-h"] => Nothing with { WantsHelp = true },
        ["--version" or "-v"] => Nothing with { WantsVersion = true },
        [] => Nothing,
        _ => ParseWithLibrary(arguments),
    };

    private static CommandLine Nothing => new(GivenValues.Collect(_ => null), [], false, false, Error: null);

    private static CommandLine ParseWithLibrary(IReadOnlyList<string> arguments)
    {
        // Built by hand: the library's attributes need reflection that Native AOT does not have.
        using var application = new CommandLineApplication { Name = "watchtower" };
        var known = Option.All.ToDictionary(option => option, option => Add(application, option));
        var help = application.Option("--help", "", CommandOptionType.NoValue);
        var version = application.Option("-v|--version", "", CommandOptionType.NoValue);
        var names = application.Argument("NAME", "", multipleValues: true);

        // Two dashes end the options; what follows are names, whatever they look like.
        var options = arguments.TakeWhile(argument => argument != "--").ToList();
        var furtherNames = arguments.Skip(options.Count + 1);
        try
        {
            application.Parse([.. Respelled(options)]);
        }
        catch (CommandParsingException failure)
        {
            return Nothing with { Error = Texts.BadCommandLine(failure.Message.TrimEnd('.')) };
        }

        var values = GivenValues.Collect(
            option => known[option].HasValue() ? new Given(known[option].Value() ?? "true", option.ToString()) : null);
        return new CommandLine(
            values, [.. names.Values.OfType<string>().Concat(furtherNames)], help.HasValue(), version.HasValue(), Error: null);
    }

    private static CommandOption Add(CommandLineApplication application, Option option) => application.Option(
        (option.Letter is null ? "" : $"-{option.Letter}|") + $"--{option.Name}",
        option.Help,
        option.IsSwitch ? CommandOptionType.SingleOrNoValue : CommandOptionType.SingleValue);

    /// <summary>
    /// Spellings with a history: <c>-h</c> is the host when a value follows and help when none does, and
    /// <c>--api-version</c> is how the Go programs write it.
    /// </summary>
    private static IEnumerable<string> Respelled(IReadOnlyList<string> options) =>
        options.Select((option, i) => Respell(option, options.ElementAtOrDefault(i + 1)));

    private static string Respell(string option, string? next) =>
        option == "-h" ? next is null || next.StartsWith('-') ? "--help" : Option.Host.ToString()
        : RespellStart(option, "-h", Option.Host) ?? RespellStart(option, "--api-version", Option.ApiVersion) ?? option;

    /// <summary>The same with the name the table knows; null if it starts with another name.</summary>
    private static string? RespellStart(string option, string name, Option known) =>
        option == name || option.StartsWith($"{name}=", StringComparison.Ordinal) ? known + option.Remove(0, name.Length) : null;
}
