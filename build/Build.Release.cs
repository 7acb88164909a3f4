using Nuke.Common;
using Nuke.Common.Tooling;
using Watchtower.Distribution;

internal sealed partial class Build
{
    [Parameter("The git tag that is released; v and the version")]
    private string ReleaseTag { get; } = "";

    private Target Release => target => target
        .Description("Pushes and signs the image, and makes a release on GitHub with the programs (needs cosign and gh)")
        .DependsOn(Publish, Push)
        .Requires(() => ProjectVersion.IsTagOf(ReleaseTag, Version))
        .Executes(() => Script("build/release.sh", ReleaseTag, Images.Indexes[0]));
}
