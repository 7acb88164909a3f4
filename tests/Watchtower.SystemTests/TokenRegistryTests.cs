using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class TokenRegistryTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.Token)
{
    [SkippableFact]
    public void Follows_an_image_with_a_token_for_that_image_alone()
    {
        var (_, v2) = RunOldVersion();
        LogIn();
        var before = Registry.Tokens!.Scopes.Count;

        WatchOnce().Output.ShouldContain("Checked 1 container: 1 updated");

        Inspect(Name("web")).ImageId.ShouldBe(v2);
        WatchOnce().Output.ShouldContain("Checked 1 container: 1 up to date");
        Registry.QuestionsOfWatchtower().ShouldBe(2, "one a check");
        Registry.Tokens.Scopes.Skip(before).ShouldAllBe(scope => scope == $"repository:{Name("web")}:pull");
    }

    [SkippableFact]
    public void Says_what_to_do_where_the_token_opens_nothing()
    {
        RunOldVersion();

        WatchOnce().Output.ShouldContain("Checked 1 container: 1 not checked");

        var preflight = WatchOnce("--preflight");
        preflight.ExitCode.ShouldBe(1);
        preflight.Output.ShouldContain($"mount a config.json with a login (docker login {Address})");
    }

    /// <summary>Right and wrong logins, by file and by variable, at the registry and through the engine, at the most talkative level.</summary>
    [SkippableFact]
    public void No_secret_gets_into_the_log()
    {
        RunOldVersion();
        RunOldVersion("db");
        LogIn("wrong-password");
        var refused = WatchOnce();
        var looked = WatchOnce("--preflight");
        LogIn();
        var updated = WatchOnce();
        File.Delete(Path.Combine(Home, "config.json"));
        (Variables["REPO_USER"], Variables["REPO_PASS"]) = (PrivateRegistry.Username, PrivateRegistry.Password);
        var current = WatchOnce();

        refused.Output.ShouldContain("Checked 2 containers: 2 not checked");
        updated.Output.ShouldContain("Checked 2 containers: 2 updated");
        current.Output.ShouldContain("Checked 2 containers: 2 up to date");
        var everything = string.Concat(new[] { refused, looked, updated, current }.Select(answer => answer.Output + answer.Errors));
        foreach (var secret in new[] { PrivateRegistry.Password, Basic(PrivateRegistry.Password), "wrong-password", Basic("wrong-password"), "eyJ" })
            everything.ShouldNotContain(secret);
    }
}
