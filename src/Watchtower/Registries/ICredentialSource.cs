using Watchtower.Containers;

namespace Watchtower.Registries;

/// <summary>Knows what to identify with where an image comes from.</summary>
public interface ICredentialSource
{
    /// <summary>Never fails: what can't be read was reported, and counts as nothing.</summary>
    Task<CredentialOffer> OfferAsync(ImageReference image, CancellationToken cancellation);

    /// <summary>Told that only the second try got in, so that it comes first from now on.</summary>
    void WasNeeded(ImageReference image);
}
