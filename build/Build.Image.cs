using Nuke.Common;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.Docker;
using Nuke.Common.Utilities;
using static Nuke.Common.Tools.Docker.DockerTasks;

internal sealed partial class Build
{
    private Target Publish => target => target
        .Description("Makes the program of each variant, with what it needs beside itself, under artifacts/variants")
        .Executes(() =>
        {
            foreach (var variant in Variants)
                Script("build/variant.sh", variant.Name, $"artifacts/variants/{variant.Name}");
        });

    private Target Image => target => target
        .Description("Makes the image of each platform and loads it into the engine")
        .Executes(() =>
        {
            foreach (var variant in Variants)
                Script("build/image.sh", variant.Platform, Images.Of(variant));
        });

    private Target SmokeTest => target => target
        .Description("Runs each platform's binary in its image, on the oldest processor it is for")
        .DependsOn(Image)
        .Executes(() =>
        {
            foreach (var variant in Variants)
                Script("build/smoke.sh", variant.Platform, Images.Of(variant));
        });

    private Target Push => target => target
        .Description("Pushes the images that were tried, and the index that points at them")
        .DependsOn(SmokeTest)
        .Executes(() =>
        {
            DockerPush(settings => settings.CombineWith(
                Variants, (each, variant) => each.SetName(Images.Of(variant))));
            foreach (var index in Images.Indexes)
                Docker($"buildx imagetools create --tag {index} {Variants.Select(Images.Of).JoinSpace():nq}");
        });
}
