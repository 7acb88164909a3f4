namespace Watchtower.SystemTests.Image;

/// <summary>The image as a user gets it, built by the script that builds it for everyone else.</summary>
internal static class BuiltImage
{
    /// <summary>From nothing, each variant takes some minutes of compiling; afterwards it comes from the cache.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(40);

    private static readonly Dictionary<string, Lazy<string>> _built = [];

    public static void Demand()
    {
        var demanded = (Environment.GetEnvironmentVariable("WATCHTOWER_REQUIRE") ?? "").Contains("image", StringComparison.Ordinal);
        Requirement.Check("image", (demanded, File.Exists("/usr/bin/qemu-arm-static")) switch
        {
            (false, _) => "building the image takes minutes; WATCHTOWER_REQUIRE=image demands it",
            (_, false) => "qemu-arm-static is missing; build/tools-arm.sh installs it",
            _ => null,
        });
    }

    /// <returns>The image's name on that engine.</returns>
    public static string On(TestEngine engine, string platform)
    {
        if (!_built.TryGetValue(platform, out var image))
            _built[platform] = image = new Lazy<string>(() => Build(engine, platform)); // a failure, too, is kept
        return image.Value;
    }

    /// <summary>Runs a variant on its processor, as a user does.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="container">Name of the container.</param>
    /// <param name="variant">A row of the table.</param>
    /// <param name="options">Those of <c>docker run</c>.</param>
    /// <param name="arguments">Watchtower's own.</param>
    public static Answer Ask(TestEngine engine, string container, string variant, string[] options, string[] arguments)
    {
        Demand();
        var row = Variant.Named(variant);
        string[] command = [.. row.Options, .. options, On(engine, row.ImagePlatform), row.Version, .. arguments];
        return engine.Docker(["run", "--rm", "--name", container, .. command]);
    }

    /// <param name="engine">Where.</param>
    /// <param name="platform">As in the table of variants.</param>
    /// <param name="tag">Name of the image.</param>
    /// <param name="options">Those of <c>docker build</c>.</param>
    public static Answer Build(TestEngine engine, string platform, string tag, params string[] options)
    {
        Run(engine, "build/binfmt.sh");
        return Run(engine, ["build/image.sh", platform, tag, .. options]);
    }

    private static string Build(TestEngine engine, string platform)
    {
        var tag = $"watchtower-image:{platform.Replace('/', '-')}";
        Build(engine, platform, tag);
        return tag;
    }

    private static Answer Run(TestEngine engine, params string[] command)
    {
        using var script = RunningProgram.Start(["bash", .. command], new Dictionary<string, string?> { ["DOCKER_HOST"] = engine.Address });
        var answer = script.Wait(_patience);
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return answer;
    }
}
