using Xunit.Abstractions;

namespace Watchtower.SystemTests;

public sealed class TlsRegistryTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.Tls)
{
    /// <summary>The engine does not check certificates of this machine's own registries.</summary>
    [SkippableFact]
    public void A_registry_that_only_the_engine_trusts_is_asked_through_the_engine()
    {
        var (_, v2) = RunOldVersion();

        var pass = WatchOnce();

        pass.Output.ShouldContain($"{Address}: can't be asked directly what is new, so the engine is asked");
        pass.Output.ShouldContain("Checked 1 container: 1 updated");
        Inspect(Name("web")).ImageId.ShouldBe(v2);
        var since = Now();
        WatchOnce().Output.ShouldContain("Checked 1 container: 1 up to date");
        EventsSince(since).ShouldNotContain(happened => happened.Action == "pull");
        Registry.QuestionsOfWatchtower().ShouldBe(0);
        WatchOnce("--preflight").Output.ShouldContain("the engine can ask, Watchtower can't");
    }

    /// <summary>A whole list of authorities, instead of the machine's.</summary>
    [SkippableFact]
    public void A_registry_of_an_authority_in_SSL_CERT_FILE_is_asked_directly()
    {
        Variables["SSL_CERT_FILE"] = Registry.AuthorityFile;

        ShouldBeAskedDirectly();
    }

    [SkippableFact]
    public void Whoever_is_not_in_SSL_CERT_FILE_is_not_trusted()
    {
        using var other = Authority.WithRsa("another authority");
        Variables["SSL_CERT_FILE"] = Path.Combine(Home, "ca.pem");
        File.WriteAllText(Variables["SSL_CERT_FILE"]!, other.Pem);

        ShouldBeAskedThroughTheEngine();
    }

    /// <summary>A port belongs to one test at a time, so nobody else has these folders.</summary>
    [SkippableFact]
    public void A_registry_of_an_authority_in_docker_s_folder_for_it_is_asked_directly()
    {
        using var _ = AuthorityFor(Address, Registry.AuthorityFile);

        ShouldBeAskedDirectly();
    }

    [SkippableFact]
    public void An_authority_in_docker_s_folder_for_another_registry_is_not_trusted()
    {
        using var _ = AuthorityFor("localhost", Registry.AuthorityFile);

        ShouldBeAskedThroughTheEngine();
    }

    private static DockerFolder AuthorityFor(string registry, string file)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "root's folder");
        return new DockerFolder(registry, file);
    }

    private void ShouldBeAskedDirectly()
    {
        var (_, v2) = RunOldVersion();

        WatchOnce().Output.ShouldContain("Checked 1 container: 1 updated");

        Inspect(Name("web")).ImageId.ShouldBe(v2);
        Registry.QuestionsOfWatchtower().ShouldBe(1);
    }

    private void ShouldBeAskedThroughTheEngine()
    {
        RunOldVersion();

        var pass = WatchOnce();

        pass.Output.ShouldContain($"{Address}: can't be asked directly what is new, so the engine is asked");
        pass.Output.ShouldContain("its certificate was not issued by an authority in ");
        Registry.QuestionsOfWatchtower().ShouldBe(0);
    }
}
