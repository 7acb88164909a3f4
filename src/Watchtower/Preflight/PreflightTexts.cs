using System.Globalization;
using Watchtower.Docker;
using Watchtower.Ports;

namespace Watchtower.Preflight;

/// <summary>Everything that <c>--preflight</c> says.</summary>
internal static class PreflightTexts
{
    public const string Allowed = "may be called";
    public const string AllowIt = "Allow this call in the proxy or the plugin in front of the engine.";
    public const string AllowIfWanted = "Updates work without it; with it, fewer images are pulled, and failures come with better advice.";
    public const string NoLogin = "not there: registries are asked without a login";
    public const string LoginsRead = "read";
    public const string NamesAreWrong = "Give the name of a running container, or its image; docker ps shows both.";
    public const string BuiltHere = "built here, belongs to no registry: only new builds are noticed";
    public const string NotPresent = "not present on the engine: it would be pulled";
    public const string NoPull = "--no-pull is on: no registry is asked";
    public const string FixLogin = "Correct the file or the variable; until then registries are asked without this login.";
    public const string WaitForRegistry = "Nothing; it is asked again after that time.";

    public static string Engine(DockerEndpoint endpoint, EngineVersion version) =>
        $"Docker {version.Engine}, {version.Platform}, API {version.Api}, at {endpoint}";

    public static string ReachEngine(DockerEndpoint endpoint, EngineException failure) =>
        failure.Failure != EngineFailure.Unreachable ? "Read what the engine, or a proxy in front of it, says; GET /version has to be allowed."
        : endpoint.IsMissing ? Texts.NoSocket(endpoint)
        : endpoint.Uri.Scheme == "unix" ? "Is Docker running? May this user open the socket? It takes root or the socket's group (docker run --group-add)."
        : "Is the engine listening there, is the port right, and does a firewall let this machine through?";

    public static string Refused(EngineReply reply) => reply.Message is { } message
        ? string.Format(CultureInfo.InvariantCulture, "refused ({0}): {1}", reply.Status, message.Trim())
        : string.Format(CultureInfo.InvariantCulture, "refused ({0}), by something in front of the engine", reply.Status);

    public static string Watched(int containers, int images) => string.Format(
        CultureInfo.InvariantCulture, "{0} of the running containers, on {1} different {2}", containers, images, images == 1 ? "image" : "images");

    public static string Answers(bool isKnown, bool isCurrent) =>
        (isKnown ? "answers with a login; " : "answers without a login; ") + (isCurrent ? "up to date" : "a newer image is there");

    public static string ThroughEngine(string reason, bool isCurrent) =>
        $"the engine can ask, Watchtower can't ({reason}); " + (isCurrent ? "up to date" : "a newer image is there");

    public static string NoWay(string directly, string throughEngine) => $"no answer: {directly}; through the engine: {throughEngine}";

    public static string LogIn(string registry, bool isKnown) => isKnown
        ? $"This login is not accepted for it. Is the image's name right? Log in again with docker login {registry}."
        : $"Is the image's name right? If it is private, mount a config.json with a login (docker login {registry}), or set REPO_USER and REPO_PASS.";

    public static string ReachRegistry(string registry) =>
        $"Is the name {registry} right, and is the registry up? Does it need a proxy (HTTPS_PROXY) or a certificate authority of its own (README, Registries and logins)?";

    public static string Summary(int failures) => failures == 0
        ? "Everything an update needs is there."
        : string.Format(CultureInfo.InvariantCulture, "{0} {1} in the way of updates.", failures, failures == 1 ? "thing stands" : "things stand");
}
