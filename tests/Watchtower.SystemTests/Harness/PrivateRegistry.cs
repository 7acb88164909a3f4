namespace Watchtower.SystemTests.Harness;

/// <summary>A throwaway registry that lets nobody in without a name and a password.</summary>
public sealed class PrivateRegistry : IDisposable
{
    public const string Username = "me";
    public const string Password = "se:cret";

    /// <summary>bcrypt of the password, as htpasswd writes it.</summary>
    private const string Hashed = "$2b$04$aynqwCgO.L8NRsgAt9iJEuQ/xvc54PqI.QaYNmo./ELrcbw0eY8Ye";

    private readonly string _folder = Directory.CreateTempSubdirectory("wt.").FullName;
    private readonly RunningProgram _program;

    public PrivateRegistry()
    {
        File.WriteAllText(PathTo("users"), $"{Username}:{Hashed}\n");
        File.WriteAllText(PathTo("registry.yml"), $$"""
            version: 0.1
            log: { level: info, accesslog: { disabled: false } }
            storage: { filesystem: { rootdirectory: {{PathTo("data")}} } }
            http: { addr: "127.0.0.1:0", secret: throwaway }
            auth: { htpasswd: { realm: private, path: {{PathTo("users")}} } }
            """);
        _program = RunningProgram.Start(["docker-registry", "serve", PathTo("registry.yml")]);
    }

    /// <summary>Host and port, once it listens.</summary>
    public string? FindAddress()
    {
        const string words = "listening on ";
        var log = _program.OutputSoFar;
        var at = log.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? null : new string([.. log[(at + words.Length)..].TakeWhile(c => char.IsDigit(c) || c is '.' or ':')]);
    }

    /// <summary>Requests so far, of that method, for manifests.</summary>
    public int Count(string method) => _program.OutputSoFar.Split('\n')
        .Count(line => line.Contains($"\"{method} /v2/", StringComparison.Ordinal) && line.Contains("/manifests/", StringComparison.Ordinal));

    public void Dispose()
    {
        _program.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string PathTo(string file) => Path.Combine(_folder, file);
}
