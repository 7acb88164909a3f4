using Xunit.Abstractions;

namespace Watchtower.SystemTests.Image;

/// <summary>Every variant, in the image, on an emulation of the oldest processor that it is for.</summary>
public sealed class ImageTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    private static readonly string[] _locked = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"];

    [SkippableTheory]
    [MemberData(nameof(Variant.Names), MemberType = typeof(Variant))]
    public void Answers_on_its_processor(string name)
    {
        var version = Ask(name, "--version");
        version.ExitCode.ShouldBe(0, version.ToString());
        version.Output.ShouldStartWith("watchtower ");

        var help = Ask(name, "--help");
        help.ExitCode.ShouldBe(0, help.ToString());
        help.Output.ShouldContain("--run-once");

        var wrong = Ask(name, "--no-such-option");
        wrong.ExitCode.ShouldBe(2, wrong.ToString());
        wrong.Errors.ShouldContain("--no-such-option");
    }

    [SkippableTheory]
    [MemberData(nameof(Variant.Names), MemberType = typeof(Variant))]
    public void Updates_a_container_through_the_mounted_socket(string name)
    {
        BuiltImage.Demand();
        var image = Image();
        image.Release("v1");
        var web = Run("web", image);
        var v2 = image.Release("v2");

        var answer = Ask(name, WithSocket(), "--run-once", web);

        answer.ExitCode.ShouldBe(0, answer.ToString());
        Inspect(web).ImageId.ShouldBe(v2);
        VersionServedBy(web).ShouldBe("v2");
    }

    [SkippableTheory]
    [MemberData(nameof(Variant.Names), MemberType = typeof(Variant))]
    public void Ends_in_order_when_it_is_stopped(string name)
    {
        BuiltImage.Demand();
        var variant = Variant.Named(name);
        string[] options = [.. variant.Options, .. WithSocket()];
        var watchtower = Name("watchtower");
        Docker(["run", "--detach", "--name", watchtower, .. options, ImageOf(variant), variant.Version, "--no-pull"]);
        Eventually(() => Engine.Docker("logs", watchtower).Output.Contains("Checked ", StringComparison.Ordinal));

        Docker("stop", "--time", "60", watchtower);

        Inspect(watchtower).Text("State.ExitCode").ShouldBe("0");
    }

    [SkippableTheory]
    [InlineData("armv6")]
    [InlineData("amd64")]
    public void Needs_no_rights_but_the_group_of_the_socket(string name)
    {
        BuiltImage.Demand();
        var group = Command.Run(["stat", "--format", "%g", Engine.Socket]).Output.Trim();

        var answer = Ask(name, [.. WithSocket(), .. _locked, "--user", $"12345:{group}"], "--run-once", "--no-pull");

        answer.ExitCode.ShouldBe(0, answer.ToString());
        answer.Output.ShouldContain("Checked ");
    }

    [SkippableFact]
    public void Finds_the_variant_for_the_processor_by_itself()
    {
        BuiltImage.Demand();
        foreach (var variant in Variant.All)
        {
            var answer = Engine.Docker(["run", "--rm", .. variant.Options, ImageOf(variant), "--version"]);
            answer.ExitCode.ShouldBe(0, answer.ToString());
        }
    }

    [SkippableFact]
    public void Refuses_a_variant_that_is_too_new_for_the_processor()
    {
        BuiltImage.Demand();
        var variant = Variant.Named("armv5");
        var answer = Engine.Docker(["run", "--rm", .. variant.Options, ImageOf(variant), "6", "--version"]);

        answer.ExitCode.ShouldBe(2, answer.ToString());
        answer.Errors.ShouldContain("version 6 does not run on this machine");
    }

    [SkippableFact]
    public void Holds_nothing_that_could_raise_rights()
    {
        BuiltImage.Demand();
        var archive = Path.Combine(Directory.CreateTempSubdirectory("wt.").FullName, "image.tar");
        Docker("create", "--name", Name("files"), ImageOf(Variant.Named("amd64")));
        Docker("export", "--output", archive, Name("files"));
        var listing = Command.Run(["tar", "--list", "--verbose", "--file", archive]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        File.Delete(archive);

        listing.ShouldContain(line => line.EndsWith("opt/watchtower/entrypoint.sh", StringComparison.Ordinal));
        listing.ShouldAllBe(line => !line.Split(' ', 2)[0].Contains('s'));
    }

    /// <summary>A user's build starts from Docker Hub's Debian; where no Hub answers, one made of the same packages stands for it.</summary>
    [SkippableFact]
    public void Has_the_same_layers_when_it_is_built_again_from_the_base_on_Docker_Hub()
    {
        const string hubsBase = "debian:bookworm-slim";
        BuiltImage.Demand();
        var layers = Layers(ImageOf(Variant.Named("amd64")));
        if (Engine.Docker("image", "inspect", hubsBase).ExitCode != 0)
            Docker("tag", "watchtower-base:bookworm", hubsBase);

        var again = BuiltImage.Build(Engine, "linux/amd64", "watchtower-image:again", "--no-cache", "--progress=plain");

        $"{again.Output}{again.Errors}".ShouldContain($"FROM docker.io/library/{hubsBase}");
        Layers("watchtower-image:again").ShouldBe(layers);
    }

    private string Layers(string image) => Docker("image", "inspect", "--format", "{{json .RootFS.Layers}}", image);

    private string[] WithSocket() => ["--volume", $"{Engine.Socket}:/var/run/docker.sock"];

    private Answer Ask(string variant, params string[] arguments) => Ask(variant, [], arguments);

    private Answer Ask(string variant, string[] options, params string[] arguments) =>
        BuiltImage.Ask(Engine, Name("watchtower"), variant, options, arguments);

    private string ImageOf(Variant variant) => BuiltImage.On(Engine, variant.ImagePlatform);
}
