using System.Net;
using Xunit.Abstractions;

namespace Watchtower.SystemTests.Faults;

/// <summary>Whatever is the matter with a registry: its containers go on, and one line says why they were not checked.</summary>
public sealed class RegistryTroubleTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output)
{
    [SkippableTheory]
    [InlineData("is gone")]
    [InlineData("wants a login")]
    [InlineData("is asked too often")]
    [InlineData("is broken")]
    [InlineData("lacks a blob")]
    [InlineData("has lost the tag")]
    public void A_registry_that(string trouble)
    {
        var image = Image();
        image.Release("v1");
        using var registry = new RegistryProxy(Engine.Registry);
        var name = image.Name.Replace(Engine.Registry, registry.Address, StringComparison.Ordinal);
        Docker("pull", name);
        var web = Run("web", name);
        var before = Inspect(web);
        image.Release("v2", "RUN touch /fresh");
        Forget(image);
        Bring(trouble, registry);

        var answer = WatchOnce();

        answer.ExitCode.ShouldBe(0);
        answer.Output.ShouldContain("Checked 1 container: 1 not checked");
        Inspect(web).StartedAt.ShouldBe(before.StartedAt);
        Containers().ShouldBe([web]);
        var told = answer.Output.Split('\n').Where(line => line.Contains("WARN", StringComparison.OrdinalIgnoreCase)).ToList();
        told.ShouldContain(line => line.Contains(registry.Address, StringComparison.Ordinal), answer.ToString());
        told.Count.ShouldBeLessThanOrEqualTo(2, "a line for the registry that can't be asked, and one for the image that can't be pulled");
    }

    private static void Bring(string trouble, RegistryProxy registry)
    {
        switch (trouble)
        {
            case "is gone":
                registry.GoAway();
                break;
            case "wants a login":
                registry.Refuse(HttpStatusCode.Unauthorized);
                break;
            case "is asked too often":
                registry.Refuse(HttpStatusCode.TooManyRequests);
                break;
            case "is broken":
                registry.Refuse(HttpStatusCode.InternalServerError);
                break;
            case "lacks a blob":
                registry.Refuse(HttpStatusCode.NotFound, "/blobs/");
                break;
            default:
                registry.Refuse(HttpStatusCode.NotFound, "/manifests/");
                break;
        }
    }

    /// <summary>The engine that built the new version still has its layers, and would not ask for them.</summary>
    private void Forget(TestImage image)
    {
        Docker("image", "prune", "--force");
        HasImage(image.Name).ShouldBeTrue();
    }
}
