using NLog;
using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Ports;
using Watchtower.Preflight;
using Watchtower.Registries;
using Watchtower.Updating;

namespace Watchtower;

/// <summary>Wires the parts by hand and turns the end of each way into an exit code.</summary>
internal static class Program
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static int Main(string[] arguments)
    {
        var commandLine = CommandLine.Parse(arguments);
        if (commandLine.Error is not null)
            return Refuse(commandLine.Error);
        if (commandLine.WantsHelp)
            return Print(HelpText.Text);
        if (commandLine.WantsVersion)
            return Print($"watchtower {ProgramVersion.Full}");

        var (settings, error) = SettingsParser.Parse(commandLine, Environment.GetEnvironmentVariable);
        return settings is null ? Refuse(error!) : RunAsync(settings).GetAwaiter().GetResult(); // tasks only where there is something to wait for
    }

    private static async Task<int> RunAsync(Settings settings)
    {
        var log = LogSetup.Create(settings.Debug);
        var events = new NLogEvents(log);
        using var shutdown = new ShutdownSignal();
        var logins = new CredentialSources(Environment.GetEnvironmentVariable, events);
        using var engine = new DockerEngine(settings.Endpoint, new PullLog(log, Console.IsOutputRedirected ? null : Console.Out), logins);
        try
        {
            if (settings.Preflight)
                return await PreflightRun.LookAsync(settings, events, log, Console.Out, shutdown.Token) ? Done : Failed;
            var found = await EngineAtStart.AskAsync(engine, settings, OwnContainer.OfThisProcess(), TimeProvider.System, shutdown.Token);
            if (settings.Endpoint.IsUnverified)
                events.EngineUnverified(settings.Endpoint);
            events.Watching(settings.Endpoint, found.Version, settings);
            return await WatchAsync(settings, engine, found.OwnId, logins, events, shutdown.Token);
        }
        catch (OperationCanceledException) when (shutdown.Token.IsCancellationRequested)
        {
            events.Ending();
            return Done;
        }
        catch (EngineException failure)
        {
            return Fail(failure.Failure != EngineFailure.Unreachable ? failure.Message
                : settings.Endpoint.IsMissing ? Texts.NoSocket(settings.Endpoint)
                : Texts.CannotReach(settings.Endpoint, failure));
        }
#pragma warning disable CA1031 // the last stop: one line and an exit code instead of a stack trace
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.Debug(failure);
            return Fail(Texts.OwnMistake(failure));
        }
        finally
        {
            LogManager.Shutdown();
        }
    }

    private static async Task<int> WatchAsync(
        Settings settings, DockerEngine engine, string? ownId, CredentialSources logins, NLogEvents events, CancellationToken shutdown)
    {
        var options = new UpdateOptions
        {
            NoPull = settings.NoPull,
            Cleanup = settings.Cleanup,
            RunOnce = settings.RunOnce,
            StopTimeout = settings.StopTimeout,
            OwnId = ownId,
        };
        var rejected = new RejectedImagesFile(
            Environment.GetEnvironmentVariable("WATCHTOWER_STATE") is { Length: > 0 } state ? state : "/var/lib/watchtower", events.NoMemory);
        using var registry = new RegistryClient(
            () => RegistryTransport.Open(new EnvironmentProxy(Environment.GetEnvironmentVariable)), logins, events, TimeProvider.System);
        var selector = new ContainerSelector(settings.Names, settings.LabelEnable);
        var cycle = new UpdateCycle(engine, registry, rejected, events, TimeProvider.System, selector, options);

        await new Succession(engine, events, rejected, TimeProvider.System, options).TakeOverAsync(shutdown);
        if (settings.RunOnce)
            return (await PassAsync(shutdown)).HasFailures ? Failed : Done;

        var loop = new PollLoop(
            PassAsync, token => engine.ConnectAsync(settings.MinimumApiVersion, token), events, TimeProvider.System, settings.Interval);
        await loop.RunAsync(shutdown);
        events.Ending();
        return Done;

        Task<UpdateReport> PassAsync(CancellationToken cancellation)
        {
            logins.StartPass();
            registry.StartPass();
            return cycle.RunAsync(cancellation);
        }
    }

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return Done;
    }

    private static int Fail(string text)
    {
        Console.Error.WriteLine(text);
        return Failed;
    }

    private static int Refuse(string text)
    {
        Console.Error.WriteLine(text);
        return WrongUsage;
    }
}
