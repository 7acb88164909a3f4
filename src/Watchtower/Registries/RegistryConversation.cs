using System.Security.Cryptography;
using Watchtower.Containers;

namespace Watchtower.Registries;

/// <summary>
/// What one registry is asked in one pass: first what it wants to be let in (<c>/v2/</c>), then a token per repository,
/// then a manifest per image. Source: https://github.com/opencontainers/distribution-spec and
/// https://distribution.github.io/distribution/spec/auth/token/.
/// </summary>
internal sealed class RegistryConversation(string registry, RegistryHttp http, ICredentialSource logins)
{
    private static readonly string[] _manifestTypes =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "application/vnd.docker.distribution.manifest.v1+json",
        "*/*",
    ];

    private const int AtOnce = 8;

    private readonly object _lock = new();
    private readonly Dictionary<string, Task<(Authorization?, RegistryReply?)>> _tokens = [];
    private Task<(Uri? Address, RegistryReply Reply)>? _opening;

    /// <summary>Whoever asks takes one, and gives it back.</summary>
    public SemaphoreSlim Places { get; } = new(AtOnce);

    /// <summary>The digest, or the reply that holds none.</summary>
    public async Task<(string? Digest, RegistryReply Reply)> FindDigestAsync(ImageReference image, CancellationToken cancellation)
    {
        Task<(Uri? Address, RegistryReply Reply)> opening;
        lock (_lock)
            opening = _opening ??= OpenAsync(cancellation);
        var (address, greeting) = await opening;
        if (address is null)
            return (null, greeting);

        var offer = await logins.OfferAsync(image, cancellation);
        var reply = await AskAsync(address, greeting.Challenges, image, offer.First, cancellation);
        if (reply.IsRefusal && offer.IfRefused is { } login)
        {
            reply = await AskAsync(address, reply.Challenges is [_, ..] ? reply.Challenges : greeting.Challenges, image, login, cancellation);
            if (reply.IsSuccess)
                logins.WasNeeded(image);
        }

        return (DigestOf(reply), reply);
    }

    /// <summary>A registry that does not answer costs its time-out here, once, however many images wait for it.</summary>
    private async Task<(Uri? Address, RegistryReply Reply)> OpenAsync(CancellationToken cancellation)
    {
        var reply = RegistryReply.None("its name can't be used as an address");
        foreach (var address in RegistryAddress.Candidates(registry))
        {
            reply = await http.SendAsync(new RegistryRequest(HttpMethod.Get, new Uri(address, "v2/")), cancellation);
            var isOtherProtocol = address.Scheme == "http" && (int?)reply.Status == 400; // as servers in Go answer
            if (reply.Status is not null && !reply.IsServerError && !reply.IsTooMany && !isOtherProtocol)
                return (address, reply);
            if (reply.IsTooMany || reply.IsLate)
                break; // a second time-out would bring nothing
        }

        return (null, reply);
    }

    private async Task<RegistryReply> AskAsync(
        Uri address, IReadOnlyList<Challenge> challenges, ImageReference image, RegistryCredentials? login, CancellationToken cancellation)
    {
        var (authorization, refusal) = await AuthorizeAsync(address, challenges, image, login, cancellation);
        if (refusal is not null)
            return refusal;
        var reply = await RequestAsync(address, image, authorization, cancellation);
        if ((int?)reply.Status != 401 || authorization is not null || reply.Challenges.Count == 0)
            return reply;

        // The door was open, this repository is not.
        (authorization, refusal) = await AuthorizeAsync(address, reply.Challenges, image, login, cancellation);
        return refusal ?? (authorization is null ? reply : await RequestAsync(address, image, authorization, cancellation));
    }

    /// <summary>HEAD, which costs nothing at Docker Hub; GET where that is not served or says no digest.</summary>
    private async Task<RegistryReply> RequestAsync(Uri address, ImageReference image, Authorization? authorization, CancellationToken cancellation)
    {
        var request = new RegistryRequest(HttpMethod.Head, new Uri(address, $"v2/{image.Repository}/manifests/{image.EffectiveTag}"))
        {
            Accept = _manifestTypes,
            Authorization = authorization,
        };
        var reply = await http.SendAsync(request, cancellation);
        return (reply.IsSuccess && reply.Digest is null) || (int?)reply.Status is 400 or 405 or 501
            ? await http.SendAsync(request with { Method = HttpMethod.Get }, cancellation)
            : reply;
    }

    /// <summary>With what to ask; or the reply because of which there is no point in asking.</summary>
    private Task<(Authorization?, RegistryReply?)> AuthorizeAsync(
        Uri address, IReadOnlyList<Challenge> challenges, ImageReference image, RegistryCredentials? login, CancellationToken cancellation)
    {
        if (login is { RegistryToken.Length: > 0 })
            return Task.FromResult<(Authorization?, RegistryReply?)>((new Authorization("Bearer", login.RegistryToken), null));
        if (challenges.FirstOrDefault(challenge => challenge.Is("Bearer")) is { } bearer)
        {
            lock (_lock)
            {
                var key = $"{image.Repository} {login is not null} {bearer.Find("realm")}";
                return _tokens.TryGetValue(key, out var known) ? known
                    : _tokens[key] = new TokenRequest(http, address, bearer, image.Repository).SendAsync(login, cancellation);
            }
        }

        var isBasic = login is { Password.Length: > 0 } && challenges.Any(challenge => challenge.Is("Basic"));
        return Task.FromResult<(Authorization?, RegistryReply?)>((isBasic ? new Authorization("Basic", login!.ForBasic()) : null, null));
    }

    /// <summary>A digest that does not belong to the manifest is none.</summary>
    private static string? DigestOf(RegistryReply reply)
    {
        if (!reply.IsSuccess)
            return null;
        if (reply.Body.Length == 0)
            return IsDigest(reply.Digest) ? reply.Digest : null;
        if (!Cryptography.IsThere)
            return null;
        using var sha256 = SHA256.Create();
#pragma warning disable CA1850 // .NET Framework has no HashData
        var digest = $"sha256:{string.Concat(sha256.ComputeHash(reply.Body).Select(part => $"{part:x2}"))}";
#pragma warning restore CA1850
        return reply.Digest is null || reply.Digest == digest ? digest : null;
    }

    private static bool IsDigest(string? text) =>
        text?.Split(':') is ["sha256" or "sha384" or "sha512", { Length: >= 64 } hash] && hash.All(Uri.IsHexDigit);
}
