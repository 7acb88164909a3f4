using System.Text;
using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class PrivateRegistryTests(TestEngine engine, ITestOutputHelper output) : SystemTest(engine, output), IDisposable
{
    private readonly PrivateRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

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
            Variables["REPO_HOST"] = _registry.FindAddress();

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

    private (TestImage Image, string NewerId) RunOldVersion()
    {
        var address = Eventually(_registry.FindAddress, found => found is not null)!;
        var login = Engine.Docker("login", "--username", PrivateRegistry.Username, "--password", PrivateRegistry.Password, address);
        login.ExitCode.ShouldBe(0, login.ToString());
        try
        {
            var image = new TestImage(Engine, $"{address}/{Name("app")}");
            image.Release("v1");
            Run("web", image);
            return (image, image.Release("v2"));
        }
        finally
        {
            Engine.Docker("logout", address);
        }
    }

    private void LogIn(string password = PrivateRegistry.Password) => File.WriteAllText(
        Path.Combine(Home, "config.json"), $$$"""{"auths":{"{{{_registry.FindAddress()}}}":{"auth":"{{{Basic(password)}}}"} } }""");

    private static string Basic(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PrivateRegistry.Username}:{password}"));
}
