using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities;
using Serilog;
using Watchtower.Distribution;

/// <summary>
/// The build: <c>./build.sh TARGET...</c>. Targets say what comes after what; what they do is either a call of a tool or a
/// script that <c>test.sh</c> runs too, and what they have to think about is tested beside them (<c>tests/…/Distribution</c>).
/// </summary>
internal sealed partial class Build : NukeBuild
{
    [Parameter("Debug or Release, for what is compiled and tested here; the published program is always optimised")]
    private string Configuration { get; } = "Debug";

    [Parameter("Platforms to make images for, with commas between (linux/arm/v6,linux/amd64); all by default", Separator = ",")]
    private string[] Platforms { get; } = [];

    [Parameter("Name of the image without registry and tag")]
    private string ImageName { get; } = "talmai/rpi-watchtower";

    [Parameter("Tag of the image; by default the version and, where it is a release, what else points at the newest")]
    private string? ImageTag { get; }

    [Parameter("Registry to push to, host:port; Docker Hub by default")]
    private string? Registry { get; }

    private static string Version => ProjectVersion.In((RootDirectory / "Directory.Build.props").ReadAllText());

    private ImageNames Images => new(Registry, ImageName, ImageTag, Version);

    private static VariantTable Table => VariantTable.Parse((RootDirectory / "build" / "variants.tsv").ReadAllText());

    private IReadOnlyList<Variant> Variants => Table.For(Platforms);

    public static int Main() => Execute<Build>(build => build.Test);

    /// <summary>Runs a script of this repository. What it says on either stream is its report; its exit code counts.</summary>
    private static void Script(string path, params string[] arguments) =>
        ToolResolver.GetPathTool("bash")(
            arguments.Prepend(path).Select(argument => argument.DoubleQuoteIfNeeded()).JoinSpace(),
            workingDirectory: RootDirectory,
            logger: (_, line) => Log.Debug("{Line:l}", line));
}
