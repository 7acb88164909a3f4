using System.Text.Json.Nodes;
using CsCheck;
using Watchtower.Containers;
using Watchtower.FakeDocker;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>
/// "Same options, new defaults", over generated options and images. The user's values differ from the images': what
/// the user gives in the image's own words can't be told from the image's.
/// </summary>
public class RecreationProperties
{
    private const int Samples = 500;

    private static readonly Gen<JsonObject> _image = Gen.Select(
        Texts("PATH", "TIER", "TZ"), Keys("80/tcp", "81/tcp"), Keys("/data", "/state"), Health, Gen.Bool, Gen.Bool, Gen.Int[1, 3])
        .Select((texts, ports, volumes, health, hasEntrypoint, hasCommand, flavour) => Config(
            texts, ports, volumes, health, flavour, hasEntrypoint ? [$"/entry{flavour}"] : null, hasCommand || !hasEntrypoint ? [$"serve{flavour}"] : null));

    private static readonly Gen<JsonObject> _options = Gen.Select(
        Texts("PATH", "TIER", "MINE").Select(Mine), Keys("7000/tcp"), Keys("/mine"), Health.Select(Mine), Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool)
        .Select((texts, ports, volumes, health, entrypoint, command, isPublishing) =>
        {
            var body = Config(texts, ports, volumes, health, 9,
                entrypoint switch { 0 => null, 1 => ["/mine"], _ => [""] },
                command > 0 || entrypoint == 2 ? ["mine"] : null);
            body["HostConfig"] = isPublishing
                ? JsonNode.Parse("""{ "PortBindings": { "80/tcp": [{ "HostPort": "8080" }] } }""")
                : new JsonObject();
            if (isPublishing)
                (body["ExposedPorts"] ??= new JsonObject())["80/tcp"] = new JsonObject();
            return body;
        });

    private static Gen<Dictionary<string, int>> Health =>
        Gen.Dictionary(Gen.OneOf("Interval", "Retries", "Timeout"), Gen.Int[1, 3])[0, 3];

    [Fact]
    public void The_container_becomes_what_it_would_be_if_started_on_the_new_image() =>
        Gen.Select(_options, _image, _image).Where(IsDecidable).Sample((options, oldImage, newImage) =>
        {
            var engine = Engine(oldImage, newImage);
            var recreated = Run(engine, "web", Recreate(Run(engine, "old", options, "app:1"), oldImage).Body, "app:2");
            var wanted = Run(engine, "wanted", options, "app:2");

            Comparable(recreated).ShouldBeJson(Comparable(wanted));
        }, iter: Samples);

    [Fact]
    public void Doing_it_again_changes_nothing() =>
        Gen.Select(_options, _image, _image).Where(IsDecidable).Sample((options, oldImage, newImage) =>
        {
            var engine = Engine(oldImage, newImage);
            var first = Recreate(Run(engine, "one", options, "app:1"), oldImage).Body;
            var second = Recreate(Run(engine, "two", first, "app:2"), newImage).Body;
            var third = Recreate(Run(engine, "three", second, "app:2"), newImage).Body;

            third.ShouldBeJson(second);
            WithoutVolumes(second).ShouldBeJson(WithoutVolumes(first));
        }, iter: Samples);

    /// <summary>Of an entrypoint that was reset nothing can be seen where the image had none.</summary>
    private static bool IsDecidable(JsonObject options, JsonObject oldImage, JsonObject newImage) =>
        options.Texts("Entrypoint") is not [""] || (oldImage.Texts("Entrypoint").Count > 0 && newImage.Texts("Entrypoint").Count > 0);

    private static FakeEngine Engine(JsonObject oldImage, JsonObject newImage)
    {
        var engine = new FakeEngine(TimeProvider.System);
        engine.Load("app:1", new FakeImage(A.ImageIdOf("app:1"), oldImage, Behaviour.Runs, Digest: null));
        engine.Load("app:2", new FakeImage(A.ImageIdOf("app:2"), newImage, Behaviour.Runs, Digest: null));
        return engine;
    }

    private static Container Run(FakeEngine engine, string name, JsonObject options, string image)
    {
        var body = (JsonObject)JsonNode.Parse(options.ToJsonString())!;
        body["Image"] = image;
        engine.Create(name, body);
        return new Container((JsonObject)JsonNode.Parse(engine.Inspect(name).ToJsonString())!);
    }

    private static Recreation Recreate(Container container, JsonObject image) => ContainerRecreation.Recreate(
        container, new JsonObject { ["Config"] = image.DeepClone() }, "app:2", new RecreationContext(Recreating.OneNetwork));

    private static JsonObject Comparable(Container container)
    {
        var config = (JsonObject)container.Config.DeepClone();
        config.Remove("Hostname");
        config["Env"] = new JsonArray([.. config.Texts("Env").Order().Select(line => JsonValue.Create(line))]);
        return new JsonObject { ["Config"] = config, ["HostConfig"] = WithoutVolumes(container.HostConfig) };
    }

    private static JsonObject WithoutVolumes(JsonObject json)
    {
        var without = (JsonObject)json.DeepClone();
        without.Remove("Binds");
        without.Child("HostConfig").Remove("Binds");
        return without;
    }

    private static JsonObject Config(
        Dictionary<string, int> texts, IEnumerable<string> ports, IEnumerable<string> volumes, Dictionary<string, int> health,
        int flavour, string[]? entrypoint, string[]? command)
    {
        var config = new JsonObject { ["User"] = flavour % 2 == 0 ? "" : $"{flavour}", ["WorkingDir"] = flavour == 3 ? null : $"/srv/{flavour}" };
        Put("Env", [.. texts.Select(text => (JsonNode?)$"{text.Key}={text.Value}")]);
        PutFields("Labels", texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)$"{text.Value}")));
        PutFields("ExposedPorts", ports.Select(port => KeyValuePair.Create(port, (JsonNode?)new JsonObject())));
        PutFields("Volumes", volumes.Select(path => KeyValuePair.Create(path, (JsonNode?)new JsonObject())));
        PutFields("Healthcheck", health.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
        Put("Entrypoint", [.. (entrypoint ?? []).Select(part => (JsonNode?)part)]);
        Put("Cmd", [.. (command ?? []).Select(part => (JsonNode?)part)]);
        return (JsonObject)JsonNode.Parse(config.ToJsonString())!;

        void Put(string key, JsonNode?[] items)
        {
            if (items.Length > 0)
                config[key] = new JsonArray(items);
        }

        void PutFields(string key, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
        {
            if (fields.Any())
                config[key] = new JsonObject(fields);
        }
    }

    private static Gen<Dictionary<string, int>> Texts(params string[] keys) => Gen.Dictionary(Gen.OneOf(keys), Gen.Int[1, 3])[0, 3];

    private static Gen<IEnumerable<string>> Keys(params string[] keys) =>
        Gen.OneOf(keys).Array[0, keys.Length].Select(chosen => chosen.Distinct());

    /// <summary>Beyond every value an image may have.</summary>
    private static Dictionary<string, int> Mine(Dictionary<string, int> values) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value + 90);
}
