using Xunit.Abstractions;

namespace Watchtower.SystemTests;

/// <summary>What anybody can read who may log in to the machine.</summary>
public sealed class SecretTests(TestEngine engine, ITestOutputHelper output) : RegistryTest(engine, output, Door.Token)
{
    /// <summary>The login comes from a credential program and goes to the registry, to its token server and to the engine.</summary>
    [SkippableFact]
    public void A_login_is_in_no_list_of_processes_and_in_no_log()
    {
        var (_, v2) = RunOldVersion();
        LogInWithAProgram();
        using var processes = new ProcessList(Home);

        var pass = WatchOnce();

        var (commandLines, environments) = processes.End();
        pass.Output.ShouldContain("Checked 1 container: 1 updated");
        Inspect(Name("web")).ImageId.ShouldBe(v2);
        commandLines.ShouldContain(text => text.Contains($"{WatchtowerProgram.File} --debug --run-once", StringComparison.Ordinal));
        commandLines.ShouldContain(text => text.Contains("docker-credential-test get", StringComparison.Ordinal));
        foreach (var text in environments.Concat(commandLines).Append(pass.Output + pass.Errors))
        {
            text.ShouldNotContain(PrivateRegistry.Password, Case.Sensitive);
            text.ShouldNotContain(Basic(PrivateRegistry.Password), Case.Sensitive);
        }

        foreach (var text in commandLines.Append(pass.Output + pass.Errors))
            text.ShouldNotContain("eyJ", Case.Sensitive); // how a token begins, and a login as the engine takes it
    }

    /// <summary>It answers as such programs do, and stays for a moment, in which everybody can see it.</summary>
    private void LogInWithAProgram()
    {
        var program = Path.Combine(Home, "docker-credential-test");
        File.WriteAllText(program, $$"""
            #!/bin/sh
            read -r server
            echo '{"Username":"{{PrivateRegistry.Username}}","Secret":"{{PrivateRegistry.Password}}"}'
            sleep 0.5
            """);
        Command.Run(["chmod", "+x", program]).ExitCode.ShouldBe(0);
        File.WriteAllText(Path.Combine(Home, "config.json"), """{"credsStore":"test"}""");
        Variables["PATH"] = $"{Home}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
