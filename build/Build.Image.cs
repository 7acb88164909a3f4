using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.Docker;
using Nuke.Common.Utilities;
using Watchtower.Distribution;
using static Nuke.Common.Tools.Docker.DockerTasks;

internal sealed partial class Build
{
    private Target Publish => target => target
        .Description("Makes the program of each variant, with what it needs beside itself, under artifacts/variants")
        .Executes(() =>
        {
            Script("build/tools-arm.sh");
            foreach (var variant in Variants)
                Script("build/variant.sh", variant.Name, $"artifacts/variants/{variant.Name}");
        });

    private Target Image => target => target
        .Description("Makes the image of each platform and loads it into the engine")
        .Executes(() =>
        {
            Script("build/tools-arm.sh");
            foreach (var variant in Variants)
                Script("build/image.sh", variant.Platform, Images.Of(variant));
        });

    private Target SmokeTest => target => target
        .Description("Runs each platform's binary in its image, on the oldest processor it is for (after build/binfmt.sh)")
        .DependsOn(Image)
        .Executes(() =>
        {
            foreach (var variant in Variants)
                Script("build/smoke.sh", variant.Platform, Images.Of(variant));
        });

    private Target Push => target => target
        .Description("Pushes the images that were tried, and the index that points at them; what they are made of is in artifacts/sbom")
        .DependsOn(Restore, SmokeTest)
        .Executes(() =>
        {
            DockerPush(settings => settings.CombineWith(
                Variants, (each, variant) => each.SetName(Images.Of(variant))));
            var tags = Images.Indexes.Select(index => $"--tag {index}").JoinSpace();
            Docker($"buildx imagetools create {tags:nq} {Variants.Select(Images.Of).JoinSpace():nq}");
            foreach (var variant in Variants)
                (RootDirectory / "artifacts" / "sbom" / $"{variant.Name}.spdx.json").WriteAllText(BillOfMaterialsOf(variant));
        });

    private string BillOfMaterialsOf(Variant variant)
    {
        var parts = ImageParts.Of(
            Table.InImageOf(variant),
            (RootDirectory / "build" / "packages.tsv").ReadAllText(),
            (RootDirectory / "src" / "Watchtower" / "obj" / "project.assets.json").ReadAllText());
        var committed = ToolResolver.GetPathTool("git")("log -1 --format=%ct", workingDirectory: RootDirectory, logOutput: false).Single().Text;
        return new BillOfMaterials(Images.Of(variant), Version, DateTimeOffset.FromUnixTimeSeconds(long.Parse(committed))).Of(parts);
    }
}
