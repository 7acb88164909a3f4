using Watchtower.Docker;

namespace Watchtower.Tests.Docker;

public sealed class DockerEndpointTests
{
    [Theory]
    [InlineData("unix:///var/run/docker.sock", "/var/run/docker.sock")]
    [InlineData("/run/user/1000/docker.sock", "/run/user/1000/docker.sock")]
    [InlineData("unix:///tmp/with space.sock", "/tmp/with space.sock")]
    [InlineData("unix:///tmp/ä%20b.sock", "/tmp/ä%20b.sock")]
    [InlineData("unix:///tmp/a#b.sock", "/tmp/a#b.sock")]
    [InlineData("unix:///tmp/a?b.sock", "/tmp/a?b.sock")]
    public void Finds_a_socket(string host, string path)
    {
        var endpoint = Parse(host);

        endpoint.Uri.Scheme.ShouldBe("unix");
        endpoint.Uri.LocalPath.ShouldBe(path);
        endpoint.ToString().ShouldBe("unix://" + path);
    }

    [Theory]
    [InlineData("tcp://10.0.1.2:2375", "http://10.0.1.2:2375/")]
    [InlineData("tcp://10.0.1.2", "http://10.0.1.2:2375/")]
    [InlineData("tcp://10.0.1.2/", "http://10.0.1.2:2375/")]
    [InlineData("tcp://10.0.1.2:80", "http://10.0.1.2:80/")]
    [InlineData("tcp://nas:4243", "http://nas:4243/")]
    [InlineData("http://nas", "http://nas:2375/")]
    [InlineData("http://nas:80", "http://nas:80/")]
    [InlineData("nas:2375", "http://nas:2375/")]
    [InlineData("nas", "http://nas:2375/")]
    [InlineData("10.0.1.2:2375", "http://10.0.1.2:2375/")]
    [InlineData("tcp://[::1]:2375", "http://[::1]:2375/")]
    [InlineData("tcp://[::1]", "http://[::1]:2375/")]
    [InlineData("tcp://[fe80::80]", "http://[fe80::80]:2375/")]
    [InlineData("[::1]:2376", "http://[::1]:2376/")]
    public void Finds_a_machine(string host, string uri) => Parse(host).Uri.ShouldBe(new Uri(uri));

    [Theory]
    [InlineData("ssh://pi@nas", "ssh -L", "unix:///tmp/docker.sock")]
    [InlineData("npipe:////./pipe/docker_engine", "Windows", "tcp://host:port")]
    [InlineData("ftp://nas", "ftp:// is not known", "unix:///path")]
    [InlineData("://nas", ":// is not known", "tcp://host:port")]
    [InlineData("fd://", "fd:// is not known", "unix:///path")]
    [InlineData("unix://", "starts with a slash", "unix:///var/run/docker.sock")]
    [InlineData("unix://docker.sock", "starts with a slash", "unix:///var/run/docker.sock")]
    [InlineData("", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://:2375", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://nas:port", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://nas:99999", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://nas:-1", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://nas:2375/v1.41", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://nas:2375?a=b", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://nas:2375#a", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://me:secret@nas", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://[::1", "a host and a port", "tcp://10.0.1.2:2375")]
    [InlineData("tcp://a b", "a host and a port", "tcp://10.0.1.2:2375")]
    public void Says_what_is_wrong_and_what_to_write_instead(string host, string wrong, string instead)
    {
        var (endpoint, error) = DockerEndpoint.Parse(host, verify: false, certificates: null);

        endpoint.ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(wrong);
        error.ShouldContain(instead);
        error.ShouldNotContain("\n");
    }

    [Fact]
    public void Takes_no_path_that_is_too_long_for_a_socket()
    {
        var (endpoint, error) = DockerEndpoint.Parse("unix:///" + new string('x', 200), verify: false, certificates: null);

        endpoint.ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain("the path of a socket may have at most");
    }

    [Theory]
    [InlineData("tcp://10.0.1.2:2375")]
    [InlineData("tcp://[::1]:2375")]
    public void Is_told_as_the_user_would_write_it(string host) => Parse(host).ToString().ShouldBe(host);

    private static DockerEndpoint Parse(string host)
    {
        var (endpoint, error) = DockerEndpoint.Parse(host, verify: false, certificates: null);
        error.ShouldBeNull();
        return endpoint.ShouldNotBeNull();
    }
}
