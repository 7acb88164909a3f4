using System.Net;
using Watchtower.Registries;

namespace Watchtower.Tests.Registries;

public sealed class EnvironmentProxyTests
{
    [Theory]
    [InlineData("HTTPS_PROXY=http://proxy:3128", "https://ghcr.io/v2/", "http://proxy:3128/")]
    [InlineData("https_proxy=proxy:3128", "https://ghcr.io/v2/", "http://proxy:3128/")]
    [InlineData("HTTPS_PROXY=http://me:secret@proxy:3128", "https://ghcr.io/v2/", "http://proxy:3128/")]
    [InlineData("HTTP_PROXY=http://proxy:3128", "http://example/", "http://proxy:3128/")]
    [InlineData("HTTP_PROXY=http://proxy:3128", "https://ghcr.io/v2/", null)]
    [InlineData("HTTPS_PROXY=", "https://ghcr.io/v2/", null)]
    [InlineData("HTTP_PROXY=http://proxy:3128", "http://localhost:5000/", null)]
    [InlineData("HTTP_PROXY=http://proxy:3128", "http://127.0.0.1:5000/", null)]
    [InlineData("HTTPS_PROXY=proxy:3128 NO_PROXY=ghcr.io", "https://ghcr.io/v2/", null)]
    [InlineData("HTTPS_PROXY=proxy:3128 NO_PROXY=.example,quay.io", "https://registry.example/v2/", null)]
    [InlineData("HTTPS_PROXY=proxy:3128 NO_PROXY=registry.example:5000", "https://registry.example:5000/v2/", null)]
    [InlineData("HTTPS_PROXY=proxy:3128 NO_PROXY=registry.example:5000", "https://registry.example/v2/", "http://proxy:3128/")]
    [InlineData("HTTPS_PROXY=proxy:3128 NO_PROXY=hcr.io", "https://ghcr.io/v2/", "http://proxy:3128/")]
    [InlineData("HTTPS_PROXY=proxy:3128 no_proxy=*", "https://ghcr.io/v2/", null)]
    public void Finds_the_way_as_the_engine_does(string variables, string destination, string? proxy) =>
        (Proxy(variables).GetProxy(new Uri(destination))?.ToString()).ShouldBe(proxy);

    [Fact]
    public void Identifies_itself_to_the_proxy_with_what_its_address_holds()
    {
        var login = Proxy("HTTPS_PROXY=http://me:se%3Acret@proxy:3128").Credentials.ShouldBeOfType<NetworkCredential>();

        (login.UserName, login.Password).ShouldBe(("me", "se:cret"));
    }

    private static EnvironmentProxy Proxy(string variables)
    {
        var values = variables.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new EnvironmentProxy(values.GetValueOrDefault);
    }
}
