using System.Globalization;

namespace Watchtower.SystemTests.Pi;

/// <summary>
/// What an emulated Raspberry Pi 1 said on its serial line while <c>build/pi/guest.sh</c> tried the image on it. The boot takes
/// minutes and is done once, by <c>build/pi/run.sh</c>; WATCHTOWER_PI is the path of what it kept.
/// </summary>
public sealed class SerialLog
{
    private const string Mark = "@@ ";
    private readonly string? _path = Environment.GetEnvironmentVariable("WATCHTOWER_PI");
    private readonly Lazy<IReadOnlyDictionary<string, string>> _said;

    public SerialLog() => _said = new(() => Parse(File.ReadAllText(_path!)));

    /// <exception cref="KeyNotFoundException">The Pi did not say it.</exception>
    public string this[string name] => _said.Value.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"The Pi did not say '{name}'; all of what it said is in {_path}.");

    public double Number(string name) => double.Parse(this[name], CultureInfo.InvariantCulture);

    public double Mebibytes(string name) => Number(name) / 1024;

    public void Demand() => Requirement.Check("pi", File.Exists(_path) ? null : "no emulated Pi has run; ./test.sh --pi boots one");

    private static Dictionary<string, string> Parse(string text) => text.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
        .Select(line => line[Mark.Length..].Split(' ', 2))
        .ToDictionary(words => words[0], words => words.ElementAtOrDefault(1) ?? "");
}
