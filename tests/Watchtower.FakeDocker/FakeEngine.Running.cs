using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.FakeDocker;

public sealed partial class FakeEngine
{
    private static readonly TimeSpan _restartDelay = TimeSpan.FromMilliseconds(100);
    private static readonly HashSet<string> _signals =
        ["HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "TERM", "WINCH", "ABRT", "RTMIN+3"];

    public void Start(string container)
    {
        lock (_lock)
        {
            var found = Find(container);
            if (found.State is "running" or "restarting")
                return;
            if (found.State == "removing")
                throw Fail(EngineFailure.Conflict, "container is marked for removal and cannot be started");
            if (found.State == "paused")
                throw Fail(EngineFailure.Conflict, "cannot start a paused container, try unpause instead");
            try
            {
                CheckStart(found);
            }
            catch (EngineException)
            {
                found.ExitCode = 128;
                if (found.IsAutoRemoved)
                    Delete(found, withAnonymousVolumes: true);
                throw;
            }

            found.RestartCount = 0;
            Launch(found);
        }
    }

    /// <summary>Its stop signal, patience, then the axe.</summary>
    public async Task StopAsync(string container, TimeSpan timeout, CancellationToken cancellation)
    {
        FakeContainer found;
        Task exited;
        lock (_lock)
        {
            found = Find(container);
            if (!found.IsRunning)
                return;
            found.IsManuallyStopped = true;
            exited = found.Exited.Task;
            if (found.State == "restarting")
                Halt(found, found.ExitCode);
            else
                Deliver(found, found.Config.Text("StopSignal") ?? "SIGTERM");
        }

        if (!exited.IsCompleted)
            await WaitAsync(exited, timeout, cancellation);
        lock (_lock)
        {
            if (!exited.IsCompleted)
                Deliver(found, "SIGKILL");
        }
    }

    public void Signal(string container, string signal)
    {
        lock (_lock)
        {
            var found = Find(container);
            if (!_signals.Contains(WithoutPrefix(signal)))
                throw Fail(EngineFailure.Invalid, $"Invalid signal: {signal}");
            if (!found.IsRunning)
                throw Fail(EngineFailure.Conflict, $"Cannot kill container: {container}: Container {found.Id} is not running");
            Deliver(found, signal);
        }
    }

    public Task WaitAsync(string container, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var found = Find(container);
            return found.IsRunning ? WaitAsync(found.Exited.Task, Timeout.InfiniteTimeSpan, cancellation) : Task.CompletedTask;
        }
    }

    public void Pause(string container)
    {
        lock (_lock)
            Find(container).State = "paused";
    }

    /// <summary>Returns when it has exited or time is up.</summary>
    private async Task WaitAsync(Task exited, TimeSpan atMost, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var limit = atMost < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : atMost;
        await Task.WhenAny(exited, Task.Delay(limit, time, patience.Token));
        patience.Cancel(); // not CancelAsync: that would leave the thread in which the world lives
        if (!exited.IsCompleted)
            cancellation.ThrowIfCancellationRequested();
    }

    private void CheckStart(FakeContainer container)
    {
        foreach (var link in container.Links)
        {
            if (_containers.FirstOrDefault(other => other.Id == link.TargetId) is not { IsRunning: true } target)
                throw Fail(EngineFailure.Refused, $"Cannot link to a non running container: {link.TargetId} AS /{container.Name}/{link.Alias}");
            _ = target;
        }

        if (container.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            var other = Find(container.NetworkMode["container:".Length..]);
            if (!other.IsRunning)
                throw Fail(EngineFailure.Conflict, $"cannot join network of a non running container: {other.Id}");
            container.Config["Hostname"] = other.Config.Text("Hostname");
        }

        foreach (var network in container.Networks)
            CheckNetwork(container, network.Key);
        CheckPorts(container);
        if (container.Image.Behaviour.StartFailure is { } failure)
            throw Fail(failure, "OCI runtime create failed: container_linux.go:380: starting container process caused: exec: no such file or directory: unknown");
    }

    private void CheckNetwork(FakeContainer container, string network)
    {
        if (NetworkName(network) is not { } name)
            throw Fail(EngineFailure.NotFound, $"network {network} not found");
        var endpoint = container.Networks[network];
        if (name is "bridge" or "host" or "none" && endpoint.Texts("Aliases").Count > 0)
            throw Fail(EngineFailure.Invalid, "network-scoped alias is supported only for containers in user defined networks");
        var address = endpoint.Child("IPAMConfig").Text("IPv4Address");
        if (address is not null && Others(container).Any(other =>
            other.Networks.TryGetValue(name, out var taken) && taken.Child("IPAMConfig").Text("IPv4Address") == address))
        {
            throw Fail(EngineFailure.Refused, "Address already in use");
        }
    }

    private void CheckPorts(FakeContainer container)
    {
        var taken = Others(container).SelectMany(HostPorts).ToHashSet();
        if (HostPorts(container).FirstOrDefault(taken.Contains) is { } port)
            throw Fail(EngineFailure.Refused, $"driver failed programming external connectivity on endpoint {container.Name}: Bind for 0.0.0.0:{port} failed: port is already allocated");
    }

    private IEnumerable<FakeContainer> Others(FakeContainer container) =>
        _containers.Where(other => other != container && other.IsRunning);

    private static IEnumerable<string> HostPorts(FakeContainer container) =>
        from binding in container.HostConfig.Child("PortBindings")
        from host in (binding.Value as System.Text.Json.Nodes.JsonArray) ?? []
        where host is not null && !host["HostPort"].IsEmpty()
        select $"{host["HostPort"]}/{binding.Key.Split('/')[^1]}";

    private void Launch(FakeContainer container)
    {
        container.Incarnation++;
        container.State = "running";
        container.StartedAt = time.GetUtcNow();
        container.ExitCode = 0;
        container.IsManuallyStopped = false;
        container.Exited = new TaskCompletionSource();
        container.Health = container.Config.Child("Healthcheck").Texts("Test") is [not "NONE", ..] ? "starting" : null;
        container.WasChecked = false;
        foreach (var network in container.Networks.Keys.ToList())
            Join(container, network);

        var behaviour = container.Image.Behaviour;
        if (container.Health is not null)
        {
            After(container, behaviour.CheckedAfter, () => container.WasChecked = true);
            After(container, behaviour.HealthyAfter, () => container.Health = "healthy");
            After(container, behaviour.UnhealthyAfter, () => container.Health = "unhealthy");
        }

        After(container, behaviour.RestartsAfter, () => container.RestartCount++);
        After(container, behaviour.ExitsAfter, () => Exit(container, behaviour.ExitCode));
        if (behaviour.Program is { } program)
            RunProgram(container, program);
    }

    private void Join(FakeContainer container, string network)
    {
        var endpoint = container.Networks[network];
        endpoint["NetworkID"] = _networks[NetworkName(network)!];
        endpoint["EndpointID"] = IdOf($"endpoint {container.Id} {network}");
        endpoint["IPAddress"] = endpoint.Child("IPAMConfig").Text("IPv4Address") ?? "172.18.0.9";
        endpoint["MacAddress"] = "02:42:ac:12:00:09";
        if (network is not ("bridge" or "host" or "none") && !endpoint.Texts("Aliases").Contains(container.ShortId))
            endpoint["Aliases"] = Json.List([.. endpoint.Texts("Aliases"), container.ShortId]);
    }

    private void RunProgram(FakeContainer container, Func<Process, Task<int>> program)
    {
        var stop = container.Program = new CancellationTokenSource();
        var client = container.ProgramClient = Connect();
        After(container, TimeSpan.Zero, () => _ = Main());

        async Task Main()
        {
            var incarnation = container.Incarnation;
            var code = 137;
            try
            {
                code = await program(new Process(container.Id, client, stop.Token));
            }
            catch (ProcessKilledException)
            {
                client.Kill(); // a planned fault: the container dies with its process
            }
            catch (Exception)
            {
                code = 1;
            }

            lock (_lock)
            {
                if (incarnation == container.Incarnation)
                    Exit(container, code);
            }
        }
    }

    private void Deliver(FakeContainer container, string signal)
    {
        var (name, behaviour) = (WithoutPrefix(signal), container.Image.Behaviour);
        container.LastSignal = $"SIG{name}";
        container.IsManuallyStopped = true;
        var isFinal = name == "KILL" || name == WithoutPrefix(container.Config.Text("StopSignal") ?? "SIGTERM");
        if (name == "KILL")
            Exit(container, 137, mayRestart: false);
        else if (behaviour.ListensTo?.Contains($"SIG{name}") == false)
            return;
        else if (container.Program is { } program)
            program.Cancel();
        else if (behaviour.StopsAfter == TimeSpan.Zero)
            Exit(container, 0, mayRestart: !isFinal);
        else
            After(container, behaviour.StopsAfter, () => Exit(container, 0, mayRestart: !isFinal));
    }

    private void Exit(FakeContainer container, int code, bool mayRestart = true)
    {
        var isRestarted = mayRestart && IsRestartedByPolicy(container, code);
        Halt(container, code);
        if (isRestarted)
        {
            container.State = "restarting";
            After(container, _restartDelay, () =>
            {
                container.RestartCount++;
                Launch(container);
            });
        }
        else if (container.IsAutoRemoved)
        {
            container.State = "removing";
            After(container, AutoRemoveDelay, () => Delete(container, withAnonymousVolumes: true));
        }
    }

    private static void Halt(FakeContainer container, int code)
    {
        container.Incarnation++;
        container.State = "exited";
        container.ExitCode = code;
        container.Health = container.Health is null ? null : "unhealthy";
        container.ProgramClient?.Kill();
        (container.Program, container.ProgramClient) = (null, null);
        container.Exited.TrySetResult();
    }

    private static bool IsRestartedByPolicy(FakeContainer container, int code) => Policy(container) switch
    {
        "always" => true,
        "unless-stopped" => !container.IsManuallyStopped,
        "on-failure" => code != 0 && !container.IsManuallyStopped,
        _ => false,
    };

    private static bool IsStartedAtBoot(FakeContainer container) =>
        container.State != "created" && (Policy(container) == "always" || (Policy(container) == "unless-stopped" && !container.IsManuallyStopped));

    private static string? Policy(FakeContainer container) => container.HostConfig.Child("RestartPolicy").Text("Name");

    private static string WithoutPrefix(string signal) =>
        signal.StartsWith("SIG", StringComparison.Ordinal) ? signal["SIG".Length..] : signal;

    /// <summary>Unless the container has stopped, or been started again, by then.</summary>
    private void After(FakeContainer container, TimeSpan? delay, Action action)
    {
        if (delay is null)
            return;
        var incarnation = container.Incarnation;
        _ = Task.Delay(delay.Value, time).ContinueWith(
            _ =>
            {
                lock (_lock)
                {
                    if (container.Incarnation == incarnation && _containers.Contains(container))
                        action();
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
