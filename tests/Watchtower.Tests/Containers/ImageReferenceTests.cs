using Watchtower.Containers;

namespace Watchtower.Tests;

public class ImageReferenceTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null)]
    [InlineData("nginx:1.27", "docker.io", "library/nginx", "1.27")]
    [InlineData("library/nginx", "docker.io", "library/nginx", null)]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null)]
    [InlineData("docker.io/library/nginx:1", "docker.io", "library/nginx", "1")]
    [InlineData("index.docker.io/library/nginx", "docker.io", "library/nginx", null)]
    [InlineData("talmai/rpi-watchtower:6", "docker.io", "talmai/rpi-watchtower", "6")]
    [InlineData("some_user/some.app-x", "docker.io", "some_user/some.app-x", null)]
    [InlineData("a/b/c", "docker.io", "a/b/c", null)]
    [InlineData("docker.io", "docker.io", "library/docker.io", null)]
    [InlineData("sha256:short", "docker.io", "library/sha256", "short")]
    public void Reads_names_of_Docker_Hub(string text, string registry, string repository, string? tag) =>
        ImageReference.TryParse(text).ShouldBe(new ImageReference(registry, repository, tag, null));

    [Theory]
    [InlineData("ghcr.io/owner/app", "ghcr.io", "owner/app", null)]
    [InlineData("ghcr.io/owner/app:v1.2", "ghcr.io", "owner/app", "v1.2")]
    [InlineData("host:5000/app", "host:5000", "app", null)]
    [InlineData("host:5000/app:5000", "host:5000", "app", "5000")]
    [InlineData("localhost/app", "localhost", "app", null)]
    [InlineData("localhost:5000/team/app:x", "localhost:5000", "team/app", "x")]
    [InlineData("127.0.0.1:5000/app", "127.0.0.1:5000", "app", null)]
    [InlineData("[::1]/app", "[::1]", "app", null)]
    [InlineData("[2001:db8::1]:5000/app:x", "[2001:db8::1]:5000", "app", "x")]
    [InlineData("NAS/app", "NAS", "app", null)]
    public void Reads_names_of_other_registries(string text, string registry, string repository, string? tag) =>
        ImageReference.TryParse(text).ShouldBe(new ImageReference(registry, repository, tag, null));

    [Theory]
    [InlineData("nginx@sha256:" + Hash, null)]
    [InlineData("nginx:1.27@sha256:" + Hash, "1.27")]
    public void Reads_digests(string text, string? tag)
    {
        var image = ImageReference.TryParse(text).ShouldNotBeNull();

        image.ShouldBe(new ImageReference("docker.io", "library/nginx", tag, "sha256:" + Hash));
        image.IsPinned.ShouldBeTrue();
    }

    [Fact]
    public void A_tag_alone_pins_nothing() => Parse("nginx:1.27").IsPinned.ShouldBeFalse();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Nginx")]
    [InlineData("owner/App")]
    [InlineData("nginx:")]
    [InlineData("nginx:-tag")]
    [InlineData("nginx:.tag")]
    [InlineData("nginx:a b")]
    [InlineData("nginx:täg")]
    [InlineData(":1.27")]
    [InlineData("/nginx")]
    [InlineData("owner/")]
    [InlineData("owner//app")]
    [InlineData("owner/-app")]
    [InlineData("owner/app_")]
    [InlineData("host:port/app")]
    [InlineData("host:/app")]
    [InlineData("host:5000/")]
    [InlineData("https://ghcr.io/app")]
    [InlineData("nginx@")]
    [InlineData("nginx@sha256:123")]
    [InlineData("nginx@sha256")]
    [InlineData("nginx@:" + Hash)]
    [InlineData("nginx@sha256:" + Hash + "x")]
    [InlineData("[::1/app")]
    public void Refuses_what_is_no_reference(string? text) => ImageReference.TryParse(text).ShouldBeNull();

    [Fact]
    public void Refuses_a_tag_of_more_than_128_characters()
    {
        ImageReference.TryParse("nginx:" + new string('a', 128)).ShouldNotBeNull();
        ImageReference.TryParse("nginx:" + new string('a', 129)).ShouldBeNull();
    }

    [Theory]
    [InlineData(Hash, true)]
    [InlineData("sha256:" + Hash, true)]
    [InlineData("md5:" + Hash, false)]
    [InlineData("sha256:abc", false)]
    [InlineData("0123456789ab", false)]
    [InlineData("nginx", false)]
    public void Tells_the_id_of_an_image_from_a_name(string text, bool isId)
    {
        ImageReference.IsImageId(text).ShouldBe(isId);
        if (isId)
            ImageReference.TryParse(text).ShouldBeNull();
    }

    [Theory]
    [InlineData("nginx", "nginx")]
    [InlineData("nginx", "nginx:latest")]
    [InlineData("nginx", "nginx:1.27")]
    [InlineData("nginx", "docker.io/library/nginx")]
    [InlineData("nginx", "docker.io/library/nginx:1.27")]
    [InlineData("nginx", "nginx:1.27@sha256:" + Hash)]
    [InlineData("docker.io/library/nginx", "nginx:1.27")]
    [InlineData("nginx:1.27", "nginx:1.27")]
    [InlineData("nginx:latest", "nginx")]
    [InlineData("host:5000/app", "host:5000/app")]
    [InlineData("host:5000/app", "host:5000/app:2")]
    [InlineData("nginx@sha256:" + Hash, "nginx@sha256:" + Hash)]
    public void Selects(string selection, string image) => Parse(image).IsSelectedBy(Parse(selection)).ShouldBeTrue();

    [Theory]
    [InlineData("nginx:1.27", "nginx")]
    [InlineData("nginx:1.27", "nginx:latest")]
    [InlineData("nginx:1.27", "nginx:1.27.1")]
    [InlineData("nginx", "ghcr.io/library/nginx")]
    [InlineData("nginx", "someone/nginx")]
    [InlineData("ngin", "nginx")]
    [InlineData("host", "host:5000/app")]
    [InlineData("host:5000", "host:5000/app")]
    [InlineData("app", "host:5000/app")]
    [InlineData("host/app", "host:5000/app")]
    [InlineData("nginx@sha256:" + Hash, "nginx")]
    public void Does_not_select(string selection, string image) =>
        Parse(image).IsSelectedBy(Parse(selection)).ShouldBeFalse();

    [Theory]
    [InlineData("docker.io/library/nginx:1.27", "nginx:1.27")]
    [InlineData("docker.io/talmai/app", "talmai/app")]
    [InlineData("host:5000/app:2", "host:5000/app:2")]
    [InlineData("nginx:1@sha256:" + Hash, "nginx:1@sha256:" + Hash)]
    public void Is_written_the_way_the_engine_lists_it(string text, string written) =>
        Parse(text).ToString().ShouldBe(written);

    [Theory]
    [InlineData("nginx", "latest")]
    [InlineData("nginx:1.27", "1.27")]
    public void Means_the_latest_tag_when_none_is_given(string text, string tag) =>
        Parse(text).EffectiveTag.ShouldBe(tag);

    private static ImageReference Parse(string text) => ImageReference.TryParse(text).ShouldNotBeNull();
}
