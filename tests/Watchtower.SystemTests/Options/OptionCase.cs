using System.Text.RegularExpressions;

namespace Watchtower.SystemTests.Options;

/// <summary>What Watchtower has to do with a container.</summary>
public enum Fate
{
    Updated,

    /// <summary>It does not run, so it stays the very same container.</summary>
    Untouched,
}

/// <summary>One family of options, as given to <c>docker run</c>.</summary>
/// <param name="Family">Heading in the table.</param>
/// <param name="Given">
/// The options as in a shell: single quotes keep words together, and what stands after <c> -- </c> comes after the image.
/// Braces are filled in by <see cref="OptionsWorld"/>.
/// </param>
public sealed record OptionCase(string Family, string Given)
{
    private static readonly string[] _noNetwork = ["--network", "none"];
    private static readonly Regex _words = new("(?:[^\\s']|'[^']*')+");

    /// <summary>The table's row, if the options alone would not tell what it is about.</summary>
    public string? About { get; init; }

    /// <summary>Which image it starts from.</summary>
    public OptionImage Image { get; init; } = OptionImage.Full;

    /// <summary>Calls of docker that come first, such as <c>network create</c>.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Calls of docker that come after the start, such as <c>network connect</c>.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Paths that other containers may have anew (an address, a port) and that were asked for here.</summary>
    public IReadOnlyList<string> Fixed { get; init; } = [];

    /// <summary>Where a volume is mounted that is memory, and so empty at each start.</summary>
    public string? Memory { get; init; }

    /// <summary>
    /// On the default bridge, as a user would start it; without a network everywhere else, because that is most of the work
    /// of a start.
    /// </summary>
    public bool IsOnNetwork { get; init; }

    public Fate Fate { get; init; } = Fate.Updated;

    /// <summary>Why this can't be kept, where it can't, and the paths that show it: then it is expected to be lost.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The container that it has all volumes of, by <c>--volumes-from</c>.</summary>
    public string? VolumesOf { get; init; }

    public string Title => About is null ? Given : $"{Given} ({About})";

    public IReadOnlyList<string> Options =>
        IsOnNetwork || Given.Contains("--network", StringComparison.Ordinal) ? Split(Halves[0]) : [.. Split(Halves[0]), .. _noNetwork];

    public IReadOnlyList<string> Command => Halves.Length > 1 ? Split(Halves[1]) : [];

    private string[] Halves => Given.Split(" -- ", 2);

    public Loss? LossOn(string engine) => Loss?.Engines is { } engines && !engines.Contains(engine) ? null : Loss;

    public static IReadOnlyList<string> Split(string line) =>
        [.. _words.Matches(line).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal))];

    public override string ToString() => $"{Family}: {Title}";
}

/// <param name="Paths">Of the differences that it makes, as a regular expression.</param>
/// <param name="Reason">Why there is no way to keep it.</param>
public sealed record Loss(string Paths, string Reason)
{
    /// <summary>The only ones with which it is lost, as the table calls them.</summary>
    public IReadOnlyList<string>? Engines { get; init; }

    public static Loss OnPodman(string paths, string reason) => new(paths, reason) { Engines = ["podman 5"] };
}
