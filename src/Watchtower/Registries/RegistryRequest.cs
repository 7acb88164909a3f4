namespace Watchtower.Registries;

/// <param name="Method">GET, HEAD or POST.</param>
/// <param name="Address">With its query.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Address)
{
    /// <summary>Goes to this host only: a redirect to another one comes without it.</summary>
    public Authorization? Authorization { get; init; }

    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Sent as a form. Never printed: it may hold a token.</summary>
    public Func<HttpContent>? Form { get; init; }
}
