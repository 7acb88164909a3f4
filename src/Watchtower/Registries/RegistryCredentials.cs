using System.Text;
using System.Text.Json.Nodes;

namespace Watchtower.Registries;

/// <summary>What a registry lets somebody in with. Prints as <c>***</c>, whole and in part.</summary>
public sealed record RegistryCredentials
{
    /// <summary>Such a user name says that the password is an identity token. Source: docker-credential-helpers.</summary>
    private const string TokenUser = "<token>";

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Exchanged for access tokens at the registry's token server (OAuth's refresh token).</summary>
    public string IdentityToken { get; init; } = "";

    /// <summary>Sent to the registry as it is.</summary>
    public string RegistryToken { get; init; } = "";

    public bool IsEmpty => Password.Length == 0 && IdentityToken.Length == 0 && RegistryToken.Length == 0;

    public static RegistryCredentials Login(string username, string password) => username == TokenUser
        ? new RegistryCredentials { IdentityToken = password }
        : new RegistryCredentials { Username = username, Password = password };

    /// <summary>As the engine takes it in X-Registry-Auth: JSON in base64 for URLs.</summary>
    /// <param name="server">The registry, as a login names it.</param>
    public string ForEngine(string server)
    {
        var json = new JsonObject { ["serveraddress"] = server };
        foreach (var (name, value) in new[] { ("username", Username), ("password", Password), ("identitytoken", IdentityToken), ("registrytoken", RegistryToken) })
        {
            if (value.Length > 0)
                json[name] = value;
        }

        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString())).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>For HTTP's Basic scheme.</summary>
    public string ForBasic() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}"));

    /// <summary>A text of somebody else without these secrets in it.</summary>
    public string Hide(string text) => new[] { ForBasic(), Password, IdentityToken, RegistryToken }
        .Where(secret => secret.Length > 2)
        .Aggregate(text, (hidden, secret) => hidden.Replace(secret, "***"));

    public override string ToString() => "***";
}
