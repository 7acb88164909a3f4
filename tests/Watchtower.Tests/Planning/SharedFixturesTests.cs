using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

/// <summary>The same promise for what other projects recorded, where their recordings lie beside the repository.</summary>
public class SharedFixturesTests
{
    [SkippableTheory]
    [InlineData("containrrr-v1.7.1", 7)]
    [InlineData("nicholas-fedor", 3)]
    public void Nothing_of_the_image_remains_and_nothing_of_the_user_is_lost(string folder, int atLeast)
    {
        Repository.RequireSharedFixtures();
        var images = Read(folder, "image_*.json").DistinctBy(image => image.Text("Id")).ToDictionary(image => image.Text("Id")!);
        var containers = Read(folder, "container_*.json").Select(inspect => new Container(inspect)).ToList();

        containers.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        foreach (var container in containers)
        {
            var image = images[container.ImageId];
            foreach (var api in new[] { Recreating.OneNetwork, Recreating.SeveralNetworks })
                new RecreationPromise(container, image, Recreate(container, image, api)).ShouldBeKept();
        }
    }

    [SkippableFact]
    public void A_consumer_of_a_replaced_network_joins_the_new_one()
    {
        Repository.RequireSharedFixtures();
        var consumer = new Container(Read("containrrr-v1.7.1", "container_net_consumer.json").Single());
        var supplier = new Container(Read("containrrr-v1.7.1", "container_net_supplier.json").Single());
        var replacements = new Dictionary<string, string> { [supplier.Id] = A.IdOf("new"), [supplier.Name] = A.IdOf("new") };

        var recreation = ContainerRecreation.Recreate(consumer, null, "nginx", new RecreationContext(Recreating.OneNetwork) { Replacements = replacements });

        recreation.HostConfig().Text("NetworkMode").ShouldBe("container:" + A.IdOf("new"));
        new DependencyGraph([consumer, supplier]).DependenciesOf(consumer.Id).ShouldContain(
            dependency => dependency.On == supplier.Id && dependency.Kind == DependencyKind.Recreate);
    }

    [SkippableFact]
    public void A_full_create_body_survives()
    {
        Repository.RequireSharedFixtures();
        var asked = Read("moby", "container_config_1_24.json").Single();
        var inspect = A.Container("web").Inspect();
        inspect["Config"] = asked.DeepClone();
        inspect["Config"]!.AsObject().Remove("HostConfig");
        inspect["Config"]!.AsObject().Remove("NetworkingConfig");
        inspect["HostConfig"] = asked["HostConfig"]!.DeepClone();

        var body = ContainerRecreation.Recreate(new Container(inspect), A.Image("ubuntu").Inspect(), "ubuntu", new RecreationContext(Recreating.OneNetwork)).Body;

        body.ShouldBeJson(WithoutEmptyFieldsOf(asked, body));
    }

    /// <summary>An empty field equal to what an image without a word says is not sent.</summary>
    private static JsonObject WithoutEmptyFieldsOf(JsonObject asked, JsonObject body)
    {
        var expected = (JsonObject)asked.DeepClone();
        foreach (var field in asked.Where(field => field.Value.IsEmpty() && !body.ContainsKey(field.Key)))
            expected.Remove(field.Key);
        return expected;
    }

    private static Recreation Recreate(Container container, JsonObject image, Version api) =>
        ContainerRecreation.Recreate(container, image, container.ImageName, new RecreationContext(api));

    private static IEnumerable<JsonObject> Read(string folder, string files) =>
        Directory.GetFiles(Path.Combine(Repository.SharedFixtures, folder), files).Order()
            .Select(file => (JsonObject)JsonNode.Parse(File.ReadAllText(file))!);
}
