using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class ProjectVersionTests
{
    [Fact]
    public void Stands_in_the_properties_of_all_projects() =>
        ProjectVersion.In(File.ReadAllText(Repository.PathTo("Directory.Build.props")))
            .ShouldMatch(@"^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$");

    [Fact]
    public void A_file_without_one_is_refused() =>
        Should.Throw<FormatException>(() => ProjectVersion.In("<Project />")).Message.ShouldContain("no <Version>");

    [Theory]
    [InlineData("v1.2.3", true)]
    [InlineData("1.2.3", false)]
    [InlineData("v1.2.30", false)]
    [InlineData("", false)]
    public void A_release_is_tagged_with_it(string tag, bool matches) =>
        ProjectVersion.IsTagOf(tag, "1.2.3").ShouldBe(matches);
}
