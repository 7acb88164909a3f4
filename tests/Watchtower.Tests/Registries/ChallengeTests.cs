using CsCheck;
using Watchtower.Registries;

namespace Watchtower.Tests.Registries;

public sealed class ChallengeTests
{
    [Theory]
    [InlineData("Bearer realm=\"https://a/t\",service=\"s\"", "Bearer realm=https://a/t service=s")]
    [InlineData("bearer REALM=\"r\" , Service = s", "bearer REALM=r Service=s")]
    [InlineData("Bearer realm=\"a, b\",scope=\"x y\"", "Bearer realm=a, b scope=x y")]
    [InlineData("Bearer realm=\"say \\\"hi\\\" \\\\\"", "Bearer realm=say \"hi\" \\")]
    [InlineData("Basic realm=\"a\", Bearer realm=\"b\"", "Basic realm=a|Bearer realm=b")]
    [InlineData("Negotiate, Basic realm=a", "Negotiate|Basic realm=a")]
    [InlineData("Basic", "Basic")]
    [InlineData("Basic,", "Basic")]
    [InlineData(",, Basic realm=a,,x=y", "Basic realm=a x=y")]
    [InlineData("Bearer realm=\"open", "Bearer realm=open")]
    [InlineData("", "")]
    [InlineData("===", "")]
    public void Reads_what_the_RFC_allows_and_survives_the_rest(string header, string expected) =>
        string.Join('|', Challenge.Parse(header).Select(challenge =>
            string.Join(' ', challenge.Parameters.Select(pair => $"{pair.Key}={pair.Value}").Prepend(challenge.Scheme)))).ShouldBe(expected);

    [Fact]
    public void Names_are_found_in_any_case() => Challenge.Parse("BEARER Realm=a").Single().Find("realm").ShouldBe("a");

    [Fact]
    public void Any_header_is_read_to_its_end() =>
        Gen.OneOf(Gen.String, Gen.Char["Bearer realm=\"a\",\\ \t="].Array[0, 40].Select(letters => new string(letters)))
            .Sample(header => Should.NotThrow(() => Challenge.Parse(header)));
}
