using Watchtower.Registries;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Registries;

public sealed class DockerCertificatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("registry.example", "https://registry.example/")]
    [InlineData("registry.example:443", "https://registry.example/")]
    [InlineData("registry.example:5000", "https://registry.example:5000/v2/")]
    [InlineData("[::1]:5000", "https://[::1]:5000/")]
    public void An_authority_counts_for_the_registry_that_its_folder_is_named_after(string folder, string registry)
    {
        Write(folder, "ca.crt");

        Find(registry).ShouldBe([$"{folder}/ca.crt"]);
    }

    [Theory]
    [InlineData("https://other.example/")]
    [InlineData("https://registry.example:5000/")]
    [InlineData("https://sub.registry.example/")]
    public void And_for_no_other(string registry)
    {
        Write("registry.example", "ca.crt");

        Find(registry).ShouldBeEmpty();
    }

    [Fact]
    public void All_authorities_count_and_certificates_of_clients_do_not()
    {
        foreach (var file in new[] { "ca.crt", "old-ca.crt", "client.cert", "client.key", "notes.txt" })
            Write("registry.example", file);

        Find("https://registry.example/").ShouldBe(["registry.example/ca.crt", "registry.example/old-ca.crt"], ignoreOrder: true);
    }

    [Fact]
    public void A_machine_without_docker_s_folder_has_none() =>
        DockerCertificates.AuthoritiesOf(new Uri("https://registry.example/"), _folder.PathTo("nowhere")).ShouldBeEmpty();

    private void Write(string folder, string file)
    {
        Directory.CreateDirectory(_folder.PathTo(folder));
        _folder.Write($"{folder}/{file}", "");
    }

    private IEnumerable<string> Find(string registry) =>
        DockerCertificates.AuthoritiesOf(new Uri(registry), _folder.Path).Select(file => Path.GetRelativePath(_folder.Path, file));
}
