namespace Watchtower.Tests.Distribution;

public sealed class EntrypointTests
{
    private static readonly string[] _everyArm = ["5", "6", "7", "8"];

    [Theory]
    [InlineData("armv6l", "5", "5")]
    [InlineData("armv6l", "6", "6")]
    [InlineData("armv7l", "6", "6")]
    [InlineData("armv7l", "7", "7")]
    [InlineData("aarch64", "5", "5")]
    [InlineData("aarch64", "8", "8")]
    [InlineData("aarch64", "arm64", "8")]
    public void Takes_the_version_from_the_first_argument(string machine, string given, string version) =>
        Run(_everyArm, machine, given, "--run-once", "web").ShouldBe($"[{version}][--run-once][web]");

    [Theory]
    [InlineData("armv5tejl", "5")]
    [InlineData("armv6l", "6")]
    [InlineData("armv7l", "7")]
    [InlineData("armv8l", "7")]
    [InlineData("aarch64", "8")]
    public void Finds_the_version_by_the_machine_where_none_is_given(string machine, string version)
    {
        Run(_everyArm, machine).ShouldBe($"[{version}]");
        Run(_everyArm, machine, "-i", "60").ShouldBe($"[{version}][-i][60]");
        Run(_everyArm, machine, "web", "7").ShouldBe($"[{version}][web][7]");
    }

    [Theory]
    [InlineData("Features\t: half thumb fastmult vfp edsp neon vfpv3 tls", "7")]
    [InlineData("Features\t: half thumb fastmult edsp tls", "6")]
    [InlineData("flags\t\t: fpu sse2", "7")] // an emulated process sees the list of the real processor
    public void An_ARMv7_machine_without_floating_point_gets_version_6(string processor, string version)
    {
        using var image = new StubImage(_everyArm);
        image.Run("armv7l", [], processor).Output.ShouldBe($"[{version}]");
    }

    [Fact]
    public void Hands_arguments_on_as_they_are() =>
        Run(_everyArm, "armv6l", "6", "a b", "", "*", "--", "6").ShouldBe("[6][a b][][*][--][6]");

    [Theory]
    [InlineData("armv5tel", "6")]
    [InlineData("armv6l", "7")]
    [InlineData("armv7l", "8")]
    [InlineData("armv7l", "arm64")]
    [InlineData("armv8l", "8")]
    public void Refuses_a_version_that_the_machine_can_not_run(string machine, string given) =>
        Refusal(_everyArm, machine, given).ShouldContain($"does not run on this machine ({machine}); use ");

    [Theory]
    [InlineData("4")]
    [InlineData("9")]
    [InlineData("64")]
    public void Refuses_a_number_that_is_no_version(string given) =>
        Refusal(_everyArm, "armv6l", given).ShouldContain($"there is no version {given}; use 5, 6, 7, 8, arm64 or amd64");

    [Fact]
    public void Refuses_a_version_that_is_not_in_the_image() =>
        Refusal(_everyArm, "armv6l", "amd64").ShouldContain("version amd64 is not in this image; use one of 5 6 7 8");

    [Theory]
    [InlineData("riscv64")]
    [InlineData("armv4tl")]
    [InlineData("i686")]
    public void Refuses_a_machine_that_no_version_is_for(string machine) =>
        Refusal(_everyArm, machine).ShouldContain($"no version runs on this machine ({machine})");

    [Theory]
    [InlineData("amd64", "x86_64", "6")]
    [InlineData("amd64", "x86_64", "arm64")]
    [InlineData("8", "aarch64", "7")]
    public void An_image_with_one_version_runs_it_whatever_was_asked_for(string only, string machine, string given)
    {
        using var image = new StubImage(only);
        var (output, errors, exitCode) = image.Run(machine, [given, "--run-once"]);

        output.ShouldBe($"[{only}][--run-once]");
        errors.ShouldContain($"only version {only} is here");
        exitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("amd64", "x86_64", "amd64")]
    [InlineData("8", "aarch64", "arm64")]
    [InlineData("8", "aarch64", "--run-once")]
    public void An_image_with_one_version_is_quiet_where_that_is_the_right_one(string only, string machine, string given)
    {
        using var image = new StubImage(only);
        image.Run(machine, [given]).Errors.ShouldBeEmpty();
    }

    private static string Run(string[] versions, string machine, params string[] arguments)
    {
        using var image = new StubImage(versions);
        var (output, errors, exitCode) = image.Run(machine, arguments, "Features : vfpv3");
        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        return output;
    }

    private static string Refusal(string[] versions, string machine, params string[] arguments)
    {
        using var image = new StubImage(versions);
        var (output, errors, exitCode) = image.Run(machine, arguments, "Features : vfpv3");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
        errors.TrimEnd().ShouldNotContain("\n"); // one line
        return errors;
    }
}
