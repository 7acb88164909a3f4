using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Registries;

/// <summary>
/// The config.json that <c>docker login</c> writes, as it was at one moment. Whatever is wrong with it is told in one
/// line and counts as not being logged in. Source: https://docs.docker.com/reference/cli/docker/login/.
/// </summary>
internal sealed class DockerConfigFile
{
    private readonly string _path;
    private readonly JsonObject _json;
    private readonly IRegistryEvents _events;
    private readonly CredentialPrograms _programs;

    private DockerConfigFile(string path, JsonObject json, CredentialPrograms programs, IRegistryEvents events) =>
        (_path, _json, _programs, _events) = (path, json, programs, events);

    /// <summary>DOCKER_CONFIG if set, else what was mounted into Watchtower's container, else what a user has.</summary>
    public static string Locate(Func<string, string?> variable) =>
        variable("DOCKER_CONFIG") is { Length: > 0 } directory ? Path.Combine(directory, "config.json")
        : File.Exists("/config.json") || Directory.Exists("/config.json") ? "/config.json"
        : Path.Combine(variable("HOME") is { Length: > 0 } home ? home : "/root", ".docker", "config.json");

    public static DockerConfigFile Read(string path, CredentialPrograms programs, IRegistryEvents events)
    {
        JsonObject? json = null;
        if (Directory.Exists(path))
            events.LoginsUnusable(path, "it is a directory. Docker makes one when the file to be mounted is not there: log in on the host, remove the directory, mount again");
        else if (!File.Exists(path))
            events.NoLogins(path);
        else
            json = Parse(path, events);
        return new DockerConfigFile(path, json ?? [], programs, events);
    }

    /// <summary>Null for anonymous.</summary>
    public async Task<RegistryCredentials?> FindAsync(string registry, string repository, CancellationToken cancellation)
    {
        var host = RegistryName.Parse(registry).Host;
        var program = _json.Child("credHelpers").Where(entry => RegistryName.Parse(entry.Key).Host == host)
            .Select(entry => Text(entry.Value)).FirstOrDefault(name => name.Length > 0);
        foreach (var name in new[] { program, _json.Text("credsStore") })
        {
            if (!string.IsNullOrEmpty(name) && await _programs.AskAsync(name!, RegistryName.ForLogin(registry), cancellation) is { } answer)
                return answer;
        }

        return FindAuth(registry, host, repository) is { Value: JsonObject entry } found ? Read(found.Key, entry) : null;
    }

    /// <summary>Exactly that key, else the closest one about that part of the registry, else any about the registry.</summary>
    private KeyValuePair<string, JsonNode?> FindAuth(string registry, string host, string repository) => _json.Child("auths")
        .Select(entry => (Entry: entry, Name: RegistryName.Parse(entry.Key)))
        .Where(candidate => candidate.Name.Host == host && candidate.Entry.Value is JsonObject { Count: > 0 })
        .OrderByDescending(candidate => candidate.Name.Includes(repository))
        .ThenByDescending(candidate => candidate.Name.Path.Length)
        .ThenByDescending(candidate => candidate.Entry.Key == RegistryName.ForLogin(registry))
        .Select(candidate => candidate.Entry)
        .FirstOrDefault();

    private RegistryCredentials? Read(string key, JsonObject entry)
    {
        var login = RegistryCredentials.Login(entry.Text("username") ?? "", entry.Text("password") ?? "");
        if (entry.Text("auth") is { Length: > 0 } auth)
        {
            if (Decode(auth) is not var (username, password))
            {
                _events.LoginsUnusable(_path, $"the entry for {key} is not a name and a password in base64. Log in again");
                return null;
            }

            login = RegistryCredentials.Login(username, password);
        }

        var credentials = login with
        {
            IdentityToken = entry.Text("identitytoken") is { Length: > 0 } token ? token : login.IdentityToken,
            RegistryToken = entry.Text("registrytoken") ?? "",
        };
        return credentials.IsEmpty ? null : credentials;
    }

    private static (string Username, string Password)? Decode(string auth)
    {
        try
        {
            // Docker itself once wrote zero bytes at the end.
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
            var colon = text.IndexOf(':');
            return colon <= 0 ? null : (text.Substring(0, colon), text.Substring(colon + 1));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonObject? Parse(string path, IRegistryEvents events)
    {
        try
        {
            var text = File.ReadAllText(path);
            if (string.IsNullOrWhiteSpace(text))
            {
                events.LoginsUnusable(path, "it is empty");
                return null;
            }

            return ForeignJson.Parse(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            events.LoginsUnusable(path, "it can't be read. May this user open it?");
        }
        catch (JsonException failure)
        {
            events.LoginsUnusable(path, failure.LineNumber is { } line
                ? FormattableString.Invariant($"it is not JSON, look at line {line + 1}")
                : $"it is not what docker login writes: {failure.Message}"); // the words of ForeignJson
        }

        return null;
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
