using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

internal sealed partial class Build
{
    private static AbsolutePath Solution => RootDirectory / "Watchtower.sln";

    private Target Clean => target => target
        .Description("Removes everything that was built")
        .Before(Restore)
        .Executes(() =>
        {
            foreach (var place in new[] { "src", "tests", "bench" })
                (RootDirectory / place).GlobDirectories("**/bin", "**/obj").DeleteDirectories();
            (RootDirectory / "artifacts").DeleteDirectory();
        });

    private Target Restore => target => target
        .Description("Fetches the packages")
        .Executes(() => DotNetRestore(settings => settings.SetProjectFile(Solution)));

    private Target Compile => target => target
        .Description("Compiles everything, with all analyzers")
        .DependsOn(Restore)
        .Executes(() => DotNetBuild(settings => settings
            .SetProjectFile(Solution)
            .SetConfiguration(Configuration)
            .EnableNoRestore()));

    private Target Test => target => target
        .Description("Runs the tests that need neither root nor an engine")
        .DependsOn(Compile)
        .Executes(() => DotNetTest(settings => settings
            .SetProjectFile(RootDirectory / "tests" / "Watchtower.Tests")
            .SetConfiguration(Configuration)
            .EnableNoBuild()));

    private Target SystemTest => target => target
        .Description("Runs everything that ./test.sh runs, on a real engine too (Debian, root)")
        .Executes(() => Script("test.sh"));

    private Target Demo => target => target
        .Description("Shows an update and one that is undone, on real containers (Debian, root)")
        .Executes(() => Script("demo.sh"));
}
