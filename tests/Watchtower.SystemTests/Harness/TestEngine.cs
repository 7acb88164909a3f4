namespace Watchtower.SystemTests.Harness;

/// <summary>
/// A real engine and a real registry, shared by all tests: throwaway ones of our own, except where DOCKER_HOST or
/// REGISTRY names one.
/// </summary>
public sealed class TestEngine : IDisposable
{
    /// <summary>
    /// DOCKER_CLIENT, where the engine brings one that knows more options; otherwise Debian's, because another program
    /// of the same name is first on some paths.
    /// </summary>
    private readonly string _docker = Environment.GetEnvironmentVariable("DOCKER_CLIENT") is { Length: > 0 } client ? client
        : File.Exists("/usr/bin/docker") ? "/usr/bin/docker" : "docker";

    private readonly string? _directory;
    private readonly string? _missing;
    private readonly string _logins = Directory.CreateTempSubdirectory("wt.").FullName;
    private readonly HashSet<string> _built = [];

    public TestEngine()
        : this(Environment.GetEnvironmentVariable("DOCKER_HOST"), Environment.GetEnvironmentVariable("REGISTRY"), diskSize: null)
    {
    }

    private TestEngine(string? address, string? registry, string? diskSize)
    {
        (Address, Registry) = (address ?? "", registry ?? "");
        TlsAddress = Environment.GetEnvironmentVariable("TLS_ENGINE") ?? "";
        TlsFolder = Environment.GetEnvironmentVariable("TLS_CERTIFICATES") ?? "";
        if (Address.Length == 0 || Registry.Length == 0)
        {
            _missing = WhatIsMissing(needsEngine: Address.Length == 0);
            if (_missing is not null)
                return;
            _directory = Directory.CreateTempSubdirectory("wt.").FullName;
            var values = StartThrowaway(_directory, address, diskSize);
            (Address, Registry) = (values["DOCKER_HOST"], values["REGISTRY"]);
            (TlsAddress, TlsFolder) = (values.GetValueOrDefault("TLS_ENGINE", ""), values.GetValueOrDefault("TLS_CERTIFICATES", ""));
            _docker = values.GetValueOrDefault("DOCKER_CLIENT", _docker);
        }

        if (Docker("ps", "--quiet").Output.Length > 0)
            _missing = $"the engine at {Address} runs other containers, which these tests would update";
    }

    /// <summary>As DOCKER_HOST takes it.</summary>
    public string Address { get; } = "";

    /// <summary>Host and port.</summary>
    public string Registry { get; } = "";

    /// <summary>The same engine over TCP, for clients with a certificate; empty for an engine that is not ours.</summary>
    public string TlsAddress { get; } = "";

    /// <summary>ca.pem, cert.pem and key.pem of a client, and ca-key.pem.</summary>
    public string TlsFolder { get; } = "";

    /// <summary>Path of the engine's socket, to mount it into a container.</summary>
    public string Socket => Address["unix://".Length..];

    public bool IsThere => _missing is null;

    /// <summary>What a throwaway engine writes on.</summary>
    public string DataFolder => Path.Combine(_directory ?? throw new InvalidOperationException(_missing), "data");

    /// <summary>A throwaway engine of its own, whatever else there is.</summary>
    /// <param name="size">As build/engine.sh takes it.</param>
    public static TestEngine WithDiskOf(string size) => new(address: null, registry: null, size);

    public void Demand() => Requirement.Check("engine", _missing);

    /// <summary>Calls docker, whose logins are ours alone: another run of these tests logs in and out at the same time.</summary>
    public Answer Docker(params string[] arguments) => Docker(arguments, input: "");

    /// <summary>Builds an image from a folder, once.</summary>
    /// <param name="name">The image's name.</param>
    /// <param name="fill">Puts the Dockerfile and what it copies into the folder.</param>
    public string BuildOnce(string name, Action<string> fill)
    {
        if (!_built.Add(name))
            return name;
        var context = Directory.CreateTempSubdirectory("wt.");
        try
        {
            fill(context.FullName);
            var built = Docker("build", "--quiet", "--tag", name, context.FullName);
            built.ExitCode.ShouldBe(0, built.ToString());
            return name;
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    /// <summary>Builds an image from the lines of a Dockerfile that copies nothing.</summary>
    /// <returns>The image's id.</returns>
    public string Build(string name, IEnumerable<string> dockerfile)
    {
        var lines = string.Join('\n', dockerfile);
        var built = Docker(["build", "--quiet", "--tag", name, "-"], input: lines);
        built.ExitCode.ShouldBe(0, $"{lines}\n{built}");
        return built.Output.Trim();
    }

    public void Dispose()
    {
        if (_directory is not null)
            Command.Run(["bash", "build/engine.sh", "stop", _directory]);
        Directory.Delete(_logins, recursive: true);
    }

    private Answer Docker(string[] arguments, string input) =>
        Command.Run([_docker, "--config", _logins, "--host", Address, .. arguments], input: input);

    private static string? WhatIsMissing(bool needsEngine)
    {
        if (needsEngine && !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess))
            return "an engine can be started on Linux by root only";
        string[] needed = ["/usr/bin/docker-registry", "/bin/busybox", .. needsEngine ? ["/usr/sbin/dockerd"] : Array.Empty<string>()];
        return needed.FirstOrDefault(path => !File.Exists(path)) is { } absent
            ? $"{absent} is missing; build/tools.sh installs it"
            : null;
    }

    /// <summary>What <c>engine.sh</c> has to say, by the names of the variables.</summary>
    private static Dictionary<string, string> StartThrowaway(string directory, string? address, string? diskSize)
    {
        var started = Command.Run(
            ["bash", "build/engine.sh", "start", directory],
            new Dictionary<string, string?> { ["DOCKER_HOST"] = address, ["DISK_SIZE"] = diskSize });
        if (started.ExitCode != 0)
            throw new InvalidOperationException(started.ToString());
        var lines = File.ReadAllLines(Path.Combine(directory, "env"));
        return lines.Select(line => line.Split([' ', '='], 3)).ToDictionary(words => words[1], words => words[2]);
    }
}

/// <summary>Tests on an engine run one after another: each lets Watchtower look after everything there is.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheEngine : ICollectionFixture<TestEngine>
{
    public const string Name = "engine";
}
