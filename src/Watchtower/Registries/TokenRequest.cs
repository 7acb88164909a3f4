using System.Text;
using Watchtower.Containers;

namespace Watchtower.Registries;

/// <summary>
/// Asks the token server of a registry for leave to pull from one repository.
/// Source: https://distribution.github.io/distribution/spec/auth/token/ and …/auth/oauth/.
/// </summary>
internal sealed class TokenRequest(RegistryHttp http, Uri registry, Challenge challenge, string repository)
{
    public async Task<(Authorization?, RegistryReply?)> SendAsync(RegistryCredentials? login, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(challenge.Find("realm"), UriKind.Absolute, out var realm))
            return (null, RegistryReply.None("it names no token server"));
        if (!IsSafe(realm))
            return (null, RegistryReply.None($"its token server {realm.Scheme}://{realm.Authority} is not safe to ask"));

        var reply = await http.SendAsync(login is { IdentityToken.Length: > 0 } ? Exchange(realm, login.IdentityToken) : Fetch(realm, login), cancellation);
        if (!reply.IsSuccess)
            return (null, reply.Status is null ? reply with { Trouble = $"its token server: {reply.Trouble}" } : reply);
        var json = ForeignJson.TryParse(Encoding.UTF8.GetString(reply.Body));
        var token = json?.Text("token") is { Length: > 0 } text ? text : json?.Text("access_token");
        return string.IsNullOrEmpty(token) || token!.Any(c => c is <= ' ' or > '~')
            ? (null, RegistryReply.None("its token server gives no token"))
            : (new Authorization("Bearer", token!), null);
    }

    /// <summary>HTTPS; or, of a registry on this machine without it, this machine.</summary>
    private bool IsSafe(Uri realm) =>
        realm.Scheme == "https" || (realm.Scheme == "http" && registry.Scheme == "http" && (realm.IsLoopback || realm.Host == registry.Host));

    private RegistryRequest Fetch(Uri realm, RegistryCredentials? login)
    {
        var query = string.Join("&", Parameters().Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var address = new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query.Substring(1)}&{query}" : query }.Uri;
        return new RegistryRequest(HttpMethod.Get, address)
        {
            Authorization = login is { Password.Length: > 0 } ? new Authorization("Basic", login.ForBasic()) : null,
        };
    }

    private RegistryRequest Exchange(Uri realm, string identityToken)
    {
        var form = Parameters().Concat(
        [
            new("grant_type", "refresh_token"),
            new("refresh_token", identityToken),
            new("client_id", "watchtower"),
        ]).ToList();
        return new RegistryRequest(HttpMethod.Post, realm) { Form = () => new FormUrlEncodedContent(form) };
    }

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        if (challenge.Find("service") is { Length: > 0 } service)
            yield return new("service", service);
        yield return new("scope", $"repository:{repository}:pull"); // ours, and no more, whatever the challenge asks for
    }
}
