using System.Text.RegularExpressions;
using Watchtower.Docker;
using Watchtower.Preflight;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Preflight;

public sealed partial class EngineEndpointTests
{
    [Fact]
    public void README_lists_them_all() =>
        Row().Matches(File.ReadAllText(Repository.PathTo("README.md"))).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}")
            .ShouldBe(EngineEndpoint.All.Select(endpoint => $"{endpoint.Method} {endpoint.Path}"));

    [Fact]
    public void What_changes_something_is_probed_about_nothing_that_could_exist()
    {
        foreach (var endpoint in EngineEndpoint.All.Where(endpoint => endpoint.Method != HttpMethod.Get))
            $"{endpoint.Probe} {endpoint.Body?.ToJsonString()}".ShouldMatch("0{64}|fromImage=-&");
    }

    [Theory]
    [InlineData("1.41", "--cleanup", 16)]
    [InlineData("1.44", "--cleanup", 15)]
    [InlineData("1.41", "-R", 15)]
    [InlineData("1.41", "--no-pull", 13)]
    public void What_is_not_used_is_not_asked_for(string api, string option, int count) => EngineEndpoint.All
        .Count(endpoint => endpoint.IsUsedWith(new Version(api), new Invocation(option).Settings)).ShouldBe(count);

    [Theory]
    [InlineData(200, null, true)]
    [InlineData(204, null, true)]
    [InlineData(404, "No such container", true)]
    [InlineData(400, "invalid reference format", true)]
    [InlineData(500, "something else", true)]
    [InlineData(403, null, false)]
    [InlineData(403, "authorization denied by plugin", false)]
    [InlineData(401, null, false)]
    [InlineData(405, "not here", false)]
    [InlineData(404, null, false)]
    [InlineData(502, null, false)]
    public void The_engine_s_own_words_tell_that_a_call_got_through(int status, string? message, bool isAllowed) =>
        new EngineReply(status, message).IsAllowed.ShouldBe(isAllowed);

    [GeneratedRegex(@"^\| `(GET|POST|DELETE)` \| `(/[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
