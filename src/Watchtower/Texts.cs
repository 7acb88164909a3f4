using System.Globalization;
using Watchtower.Docker;
using Watchtower.Ports;
using Watchtower.Tls;

namespace Watchtower;

/// <summary>Everything the program says before and beside its log: one place, to be read as a user reads it.</summary>
internal static class Texts
{
    public const string OnOrOff = "it takes true or false";
    public const string Duration = "it takes a time such as 30s or 2m, at most a day";
    public const string ApiVersion = "it takes an API version such as 1.41";
    public const string EmptyName = "A NAME is empty. Give the name of a container or an image, or none to watch all of them.";
    public const string WantsTls = "the engine speaks TLS there; use --tlsverify, with its certificates in DOCKER_CERT_PATH";

    public const string Examples = """
        Examples:
          watchtower                                 watch all containers, check every five minutes
          watchtower --run-once nginx redis          check these two once, then exit
          watchtower --host tcp://10.0.1.2:2376 --tlsverify
                                                     watch another machine's engine

        A NAME is a container's name or an image: nginx means every tag of it, nginx:1.27 just that one.
        An option beats its environment variable. Exit codes: 0 done, 1 an update failed or no engine, 2 wrong usage.
        """;

    public static string WholeSeconds(int most) =>
        string.Format(CultureInfo.InvariantCulture, "it takes a whole number of seconds from 1 to {0}", most);

    public static string BadValue(Given given, string expected) => OneLine($"{given.Source} {given.Text}: {expected}.");

    public static string BadCommandLine(string problem) => OneLine($"{problem}. Run watchtower --help to see all options.");

    public static string OwnMistake(Exception failure) =>
        OneLine($"This is a mistake in Watchtower itself, please report it: {failure.GetType().Name}: {failure.Message}");

    public static string NoSocket(DockerEndpoint endpoint) =>
        $"There is no socket at {endpoint}. Is Docker running? In a container, mount it: -v /var/run/docker.sock:/var/run/docker.sock";

    public static string CannotReach(DockerEndpoint endpoint, EngineException failure) => OneLine(
        failure.InnerException is TlsException trouble ? $"The Docker engine at {endpoint} can't be used over TLS: {trouble.Message}."
        : $"No Docker engine answers at {endpoint}: {failure.Message}. Is it running, and may this user open it?");

    public static string NothingToVerify(string scheme) => scheme == "unix"
        ? "a socket of this machine has no certificate that --tlsverify (DOCKER_TLS_VERIFY) could verify; leave that out, or use tcp://host:2376"
        : "http:// is never encrypted, and --tlsverify (DOCKER_TLS_VERIFY) asks for it; use tcp:// or https://";

    public static string EngineTooOld(Version engine, Version minimum) =>
        $"The engine speaks API {engine}, but --apiversion asks for at least {minimum}. Update Docker or lower --apiversion.";

    public static string EngineTooNew(Version engineMinimum, Version own) =>
        $"The engine wants at least API {engineMinimum}, but this Watchtower speaks at most {own}. Update Watchtower.";

    /// <summary>What a user typed may hold anything, also line breaks.</summary>
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
