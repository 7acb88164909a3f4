using System.Net.Http.Headers;

namespace Watchtower.SystemTests.Faults;

/// <summary>
/// An image in two versions, made once. Each play has a tag of its own, which stands for v1 on the engine and for v2 in
/// the registry: that takes no build and no upload.
/// </summary>
public sealed class FaultImage
{
    private const string Manifest = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly TestEngine _engine;
    private readonly string _name;
    private readonly string _manifest;

    /// <param name="engine">Where it is built.</param>
    /// <param name="name">Without the registry.</param>
    /// <param name="start">The image it is built on.</param>
    /// <param name="dockerfile">Further lines.</param>
    public FaultImage(TestEngine engine, string name, string start, params string[] dockerfile)
    {
        (_engine, _name) = (engine, name);
        (OldId, NewId) = (Build("v1"), Build("v2"));
        using var registry = new HttpClient();
        registry.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(Manifest));
        _manifest = registry.GetStringAsync(Address("v2")).GetAwaiter().GetResult();

        string Build(string version)
        {
            var id = engine.Build($"{Repository}:{version}", [$"FROM {start}", $"ENV VERSION={version}", .. dockerfile]);
            var pushed = engine.Docker("push", "--quiet", $"{Repository}:{version}");
            pushed.ExitCode.ShouldBe(0, pushed.ToString());
            return id;
        }
    }

    public string OldId { get; }

    public string NewId { get; }

    private string Repository => $"{_engine.Registry}/{_name}";

    /// <returns>A reference with a newer image in the registry.</returns>
    public string Release(string tag)
    {
        using var registry = new HttpClient();
        // A manifest of its own: the registry answers 500 while it writes down again what is asked for at the same time.
        var manifest = _manifest.Insert(_manifest.IndexOf('{') + 1, $"\n   \"release\": \"{tag}\",");
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(tag)) { Content = new StringContent(manifest, new MediaTypeHeaderValue(Manifest)) };
        using var answer = registry.Send(request);
        answer.EnsureSuccessStatusCode();
        var tagged = _engine.Docker("tag", OldId, $"{Repository}:{tag}");
        tagged.ExitCode.ShouldBe(0, tagged.ToString());
        return $"{Repository}:{tag}";
    }

    private Uri Address(string tag) => new($"http://{_engine.Registry}/v2/{_name}/manifests/{tag}");
}
