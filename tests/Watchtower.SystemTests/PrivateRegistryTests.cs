using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class PrivateRegistryTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.Password)
{
    [SkippableFact]
    public void Follows_an_image_with_the_login_of_config_json()
    {
        var (image, v2) = RunOldVersion();
        LogIn();

        WatchOnce().Output.ShouldContain("Checked 1 container: 1 updated");

        Inspect(Name("web")).ImageId.ShouldBe(v2);
        WatchOnce().Output.ShouldContain("Checked 1 container: 1 up to date");
        HasImage(image.Name).ShouldBeTrue();
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Follows_an_image_with_REPO_USER_and_REPO_PASS(bool isHostNamed)
    {
        var (_, v2) = RunOldVersion();
        Variables["REPO_USER"] = PrivateRegistry.Username;
        Variables["REPO_PASS_FILE"] = Path.Combine(Home, "pass");
        File.WriteAllText(Variables["REPO_PASS_FILE"]!, PrivateRegistry.Password + "\n");
        if (isHostNamed)
            Variables["REPO_HOST"] = Address;

        var pass = WatchOnce();

        pass.Output.ShouldContain("Checked 1 container: 1 updated");
        Inspect(Name("web")).ImageId.ShouldBe(v2);
        (pass.Output + pass.Errors).ShouldNotContain(PrivateRegistry.Password);
    }

    [SkippableFact]
    public void Says_that_nobody_may_look_and_leaves_the_container_alone()
    {
        RunOldVersion();
        var before = Inspect(Name("web"));

        var pass = WatchOnce();

        pass.Output.ShouldContain("Checked 1 container: 1 not checked");
        pass.Output.ShouldContain("no basic auth credentials");
        Inspect(Name("web")).Id.ShouldBe(before.Id);
    }

    [SkippableFact]
    public void A_wrong_password_is_told_without_it()
    {
        RunOldVersion();
        LogIn("wrong-password");

        var pass = WatchOnce();

        pass.Output.ShouldContain("Checked 1 container: 1 not checked");
        pass.Output.ShouldNotContain("wrong-password");
        pass.Output.ShouldNotContain(Basic("wrong-password"));
    }

    [SkippableFact]
    public void Logging_in_on_the_host_takes_effect_while_it_runs()
    {
        RunOldVersion();
        var watchtower = Start("--interval", "1");
        Eventually(() => watchtower.OutputSoFar.Contains("1 not checked", StringComparison.Ordinal));

        LogIn();

        Eventually(() => watchtower.OutputSoFar.Contains("1 updated", StringComparison.Ordinal));
    }
}
