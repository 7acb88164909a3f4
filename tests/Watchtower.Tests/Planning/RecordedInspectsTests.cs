using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>Containers of real engines, on two images that differ in everything; see Inspects/README.md.</summary>
public partial class RecordedInspectsTests
{
    private const string OldImage = ".on-app-1.json";
    private static readonly string _folder = Repository.PathTo("tests", "Watchtower.Tests", "Planning", "Inspects");

    public static TheoryData<string> Recordings { get; } =
        [.. Directory.GetFiles(_folder, "*" + OldImage, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder, file)[..^OldImage.Length].Replace('\\', '/')).Order()];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_recreation_asks_for_what_docker_run_asks_for_with_the_new_image(string recording)
    {
        var fromOld = Recreated(recording, image: 1);
        var fromNew = Recreated(recording, image: 2);

        Comparable(fromOld).ShouldBeJson(Comparable(fromNew));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Nothing_of_the_image_remains_and_nothing_of_the_user_is_lost(string recording) =>
        new RecreationPromise(new Container(Read(recording + OldImage)), Image(recording, 1), Recreated(recording, image: 1)).ShouldBeKept();

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_volume_goes_over(string recording)
    {
        var recreation = Recreated(recording, image: 1);
        var mounted = recreation.HostConfig().Texts("Binds").Select(bind => bind.Split(':')[0])
            .Concat((recreation.HostConfig()["Mounts"] as JsonArray ?? []).Select(mount => ((JsonObject)mount!).Text("Source")));

        ((JsonArray)Read(recording + OldImage)["Mounts"]!).Select(mount => ((JsonObject)mount!).Text("Name")).OfType<string>()
            .ShouldBeSubsetOf(mounted.OfType<string>());
    }

    [Fact]
    public void Of_a_container_without_options_nothing_is_left_but_what_the_engine_filled_in()
    {
        var recreation = Recreated("engine-20.10/plain", image: 1);

        recreation.HostConfig()["Binds"]!.AsArray().Count.ShouldBe(1);
        recreation.Endpoints().ShouldBeJson("""{ "bridge": {} }""");
        recreation.Body.Remove("HostConfig");
        recreation.Body.Remove("NetworkingConfig");
        recreation.Body.ShouldBeJson("""
            {
              "Image": "app:2", "Domainname": "", "AttachStdin": false, "AttachStdout": true, "AttachStderr": true,
              "Tty": false, "OpenStdin": false, "StdinOnce": false, "OnBuild": null
            }
            """);
    }

    private static Recreation Recreated(string recording, int image) => ContainerRecreation.Recreate(
        new Container(Read($"{recording}.on-app-{image}.json")), Image(recording, image), "app:2",
        new RecreationContext(recording.StartsWith("engine-20.10", StringComparison.Ordinal) ? new Version(1, 41) : new Version(1, 51)));

    /// <summary>Without the names the engine makes up, and the volume that only the second image declares.</summary>
    private static JsonObject Comparable(Recreation recreation)
    {
        var everything = new JsonObject
        {
            ["Body"] = recreation.Body.DeepClone(),
            ["Further"] = new JsonObject(recreation.FurtherNetworks.Select(network => KeyValuePair.Create(network.Key, (JsonNode?)network.Value.DeepClone()))),
        };
        var json = (JsonObject)JsonNode.Parse(VolumeNames().Replace(everything.ToJsonString(), "\"made-up$1"))!;
        var hostConfig = json.Child("Body").Child("HostConfig");
        hostConfig["Binds"] = new JsonArray([.. hostConfig.Texts("Binds").Where(bind => !bind.EndsWith(":/state", StringComparison.Ordinal))
            .Order().Select(bind => JsonValue.Create(bind))]);
        return json;
    }

    private static JsonObject Image(string recording, int image) => Read($"{recording.Split('/')[0]}/app-{image}.image.json");

    private static JsonObject Read(string file) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, file)))!;

    [GeneratedRegex("\"[0-9a-f]{64}([\":])")]
    private static partial Regex VolumeNames();
}
