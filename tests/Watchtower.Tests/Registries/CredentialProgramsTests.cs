using Watchtower.Registries;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Registries;

/// <summary>Real programs, on a PATH of this test's own.</summary>
public sealed class CredentialProgramsTests : IDisposable
{
    private readonly TemporaryFolder _programs = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly RecordedRegistryEvents _events = new();

    public CredentialProgramsTests() => Environment.SetEnvironmentVariable("PATH", $"{_programs.Path}:{_path}");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _programs.Dispose();
    }

    [Fact]
    public async Task Asks_for_the_registry_on_standard_input()
    {
        Program("box", """read -r server; echo "{\"ServerURL\":\"$server\",\"Username\":\"$1\",\"Secret\":\"for $server\"}" """);

        LoginScene.Show(await AskAsync("box")).ShouldBe("get:for ghcr.io");
        _events.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_marked_by_its_user_name()
    {
        Program("box", """echo '{"Username":"<token>","Secret":"id"}'""");

        LoginScene.Show(await AskAsync("box")).ShouldBe(": identity=id");
    }

    [Fact]
    public async Task Not_being_logged_in_is_no_trouble()
    {
        Program("box", "echo 'credentials not found in native keychain'; exit 1");

        (await AskAsync("box")).ShouldBeNull();
        _events.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("echo secret >&2; exit 3", "docker-credential-box: it failed for ghcr.io with exit code 3")]
    [InlineData("echo secret", "docker-credential-box: its answer is not what such a program gives")]
    [InlineData("echo '{}'", "docker-credential-box: its answer is not what such a program gives")]
    public async Task Trouble_is_told_without_what_the_program_said(string script, string line)
    {
        Program("box", script);

        (await AskAsync("box")).ShouldBeNull();
        _events.Told.ShouldBe([line]);
    }

    [Theory]
    [InlineData("exec sleep 60")]
    [InlineData("sleep 5 & exit 0")]
    public async Task Is_not_waited_for_any_longer(string script)
    {
        Program("box", script);

        (await AskAsync("box", patience: 1)).ShouldBeNull();
        _events.Told.ShouldBe(["docker-credential-box: it gave no answer within 1 s"]);
    }

    [Theory]
    [InlineData("absent", "docker-credential-absent: it can't be started. Is it on the PATH?")]
    [InlineData("../box", "docker-credential-../box: that is no name of a program")]
    [InlineData("box get; rm", "docker-credential-box get; rm: that is no name of a program")]
    public async Task A_program_that_is_not_there_is_told(string name, string line)
    {
        (await AskAsync(name)).ShouldBeNull();
        _events.Told.Single().ShouldEndWith(line[line.IndexOf(':')..]); // of a path, the record keeps the last part
    }

    [Fact]
    public void The_program_of_a_registry_comes_before_the_store_and_both_before_entries()
    {
        Program("one", """echo '{"Username":"one","Secret":"1"}'""");
        Program("all", """read -r s; [ "$s" != quay.io ] || { echo 'credentials not found'; exit 1; }; echo "{\"Username\":\"all\",\"Secret\":\"$s\"}" """);
        using var scene = new LoginScene().Config("""
            {"credHelpers":{"ghcr.io":"one"},"credsStore":"all",
             "auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0"},"quay.io":{"auth":"bWU6c2VjcmV0"}}}
            """);

        scene.Login("ghcr.io/me/app").ShouldBe("one:1");
        scene.Login("nginx").ShouldBe("all:https://index.docker.io/v1/");
        scene.Login("quay.io/me/app").ShouldBe("me:secret");
    }

    [Fact]
    public void Each_program_is_asked_once_per_registry_and_pass()
    {
        Program("box", $$"""echo asked >> {{_programs.PathTo("count")}}; echo '{"Username":"me","Secret":"1"}'""");
        using var scene = new LoginScene().Config("""{"credsStore":"box"}""");

        foreach (var image in new[] { "ghcr.io/a", "ghcr.io/b", "ghcr.io/c" })
            scene.Login(image).ShouldBe("me:1");
        scene.Sources.StartPass();
        scene.Login("ghcr.io/a");

        File.ReadAllLines(_programs.PathTo("count")).Length.ShouldBe(2);
    }

    private Task<RegistryCredentials?> AskAsync(string name, int patience = 60) =>
        new CredentialPrograms(_events, TimeSpan.FromSeconds(patience)).AskAsync(name, "ghcr.io", CancellationToken.None);

    private void Program(string name, string script) =>
        Script.Write(_programs.PathTo($"docker-credential-{name}"), $"#!/bin/sh\n{script}\n");
}
