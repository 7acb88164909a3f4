namespace Watchtower.SystemTests.Harness;

/// <summary>An image of the tests: a small service that says its version, made from a few lines of a Dockerfile.</summary>
/// <param name="engine">Where it is built.</param>
/// <param name="repository">Without a tag.</param>
/// <param name="start">The image it is built on; by default the service alone.</param>
public sealed class TestImage(TestEngine engine, string repository, string? start = null)
{
    private const string Base = "watchtower-test-service";

    /// <summary>As a user writes it in <c>docker run</c>.</summary>
    public string Name => repository;

    /// <summary>
    /// Pushes a new version from "somewhere else": afterwards the registry has it, and the engine has it only if it
    /// had none before.
    /// </summary>
    /// <returns>The image's id.</returns>
    public string Release(string version, params string[] dockerfile) => Release("latest", version, dockerfile);

    /// <inheritdoc cref="Release(string, string[])"/>
    public string Release(string tag, string version, string[] dockerfile)
    {
        var name = $"{repository}:{tag}";
        var before = engine.Docker("image", "inspect", "--format", "{{.Id}}", name);
        var id = BuildHere(tag, version, dockerfile);
        Docker("push", "--quiet", name);
        if (before.ExitCode == 0)
        {
            var digest = Docker("image", "inspect", "--format", "{{join .RepoDigests \" \"}}", name)
                .Split(' ').Single(text => text.StartsWith(repository + "@", StringComparison.Ordinal));
            Docker("tag", before.Output.Trim(), name);
            Docker("rmi", "--force", digest);
        }

        return id;
    }

    /// <summary>Builds a version that only the engine has.</summary>
    public string BuildHere(string version, params string[] dockerfile) => BuildHere("latest", version, dockerfile);

    private string BuildHere(string tag, string version, string[] dockerfile) =>
        engine.Build(
            $"{repository}:{tag}",
            [$"FROM {start ?? BaseOf(engine)}", $"LABEL repository={repository}", $"ENV VERSION={version}", .. dockerfile]);

    /// <summary>Static busybox and the service, which every test image starts from.</summary>
    public static string BaseOf(TestEngine engine) => engine.BuildOnce(Base, folder =>
    {
        File.Copy("/bin/busybox", Path.Combine(folder, "busybox"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures/service.sh"), Path.Combine(folder, "service"));
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), """
            FROM scratch
            COPY busybox /bin/
            COPY service /bin/
            RUN ["/bin/busybox", "sh", "-c", "/bin/busybox --install -s /bin && mkdir /log /tmp && chmod 755 /bin/service"]
            CMD ["service"]
            """);
    });

    private string Docker(params string[] arguments)
    {
        var answer = engine.Docker(arguments);
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return answer.Output.Trim();
    }
}
