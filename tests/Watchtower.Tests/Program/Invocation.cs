namespace Watchtower.Tests.Program;

/// <summary>A command line and an environment, as a shell hands them over.</summary>
internal sealed class Invocation(params string[] arguments)
{
    private readonly Dictionary<string, string> _environment = [];

    /// <summary>The settings; fails with the program's own text where there are none.</summary>
    public Settings Settings
    {
        get
        {
            var (settings, error) = Parse();
            error.ShouldBeNull();
            return settings.ShouldNotBeNull();
        }
    }

    /// <summary>The one line about what is wrong; fails where nothing is.</summary>
    public string Error
    {
        get
        {
            var (settings, error) = Parse();
            settings.ShouldBeNull();
            return error.ShouldNotBeNull();
        }
    }

    public Invocation With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>As <c>Program</c> does it.</summary>
    public (Settings? Settings, string? Error) Parse()
    {
        var commandLine = CommandLine.Parse(arguments);
        return commandLine.Error is null ? SettingsParser.Parse(commandLine, _environment.GetValueOrDefault) : (null, commandLine.Error);
    }
}
