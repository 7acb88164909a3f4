using System.ComponentModel;
using System.Diagnostics;
using Watchtower.Containers;

namespace Watchtower.Registries;

/// <summary>
/// The programs <c>docker-credential-NAME</c> on the PATH, each asked once per registry and pass.
/// Source: https://github.com/docker/docker-credential-helpers.
/// </summary>
internal sealed class CredentialPrograms(IRegistryEvents events, TimeSpan patience)
{
    private readonly Dictionary<string, Task<RegistryCredentials?>> _answers = [];

    /// <param name="name">The part of the program's name that config.json gives.</param>
    /// <param name="server">The registry as a login names it.</param>
    /// <param name="cancellation">Ends the wait and the program.</param>
    public Task<RegistryCredentials?> AskAsync(string name, string server, CancellationToken cancellation)
    {
        lock (_answers)
        {
            var key = $"{name} {server}";
            return _answers.TryGetValue(key, out var answer) ? answer : _answers[key] = RunAsync(name, server, cancellation);
        }
    }

    private async Task<RegistryCredentials?> RunAsync(string name, string server, CancellationToken cancellation)
    {
        var program = $"docker-credential-{name}";
        if (!name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'))
            return Fail(program, "that is no name of a program");
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "get")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            return await ConverseAsync(process, program, server, cancellation);
        }
        catch (Exception failure) when (failure is Win32Exception or FileNotFoundException)
        {
            return Fail(program, "it can't be started. Is it on the PATH?");
        }
    }

    private async Task<RegistryCredentials?> ConverseAsync(Process process, string program, string server, CancellationToken cancellation)
    {
        // Its errors are read so that it can't get stuck on them, and dropped: they may hold anything.
        var talk = Task.Run(
            async () =>
            {
                await TellAsync(process, server);
                var errors = process.StandardError.ReadToEndAsync();
                var output = await process.StandardOutput.ReadToEndAsync();
                await errors;
                process.WaitForExit();
                return output;
            },
            CancellationToken.None);
        if (await Task.WhenAny(talk, Task.Delay(patience, cancellation)) != talk)
        {
            _ = talk.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            process.Kill();
            cancellation.ThrowIfCancellationRequested();
            return Fail(program, FormattableString.Invariant($"it gave no answer within {patience.TotalSeconds:0} s"));
        }

        var answer = await talk;
        if (process.ExitCode == 0)
            return Read(answer) ?? Fail(program, "its answer is not what such a program gives");
        return answer.Contains("not found") // "credentials not found in native keychain": not logged in there
            ? null
            : Fail(program, FormattableString.Invariant($"it failed for {server} with exit code {process.ExitCode}"));
    }

    private static async Task TellAsync(Process process, string server)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(server);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not wait for the question, having one answer only.
        }
    }

    private static RegistryCredentials? Read(string answer) =>
        ForeignJson.TryParse(answer) is { } json && json.Text("Username") is { } username && json.Text("Secret") is { Length: > 0 } secret
            ? RegistryCredentials.Login(username, secret)
            : null;

    private RegistryCredentials? Fail(string program, string reason)
    {
        events.LoginsUnusable(program, reason);
        return null;
    }
}
