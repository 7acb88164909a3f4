namespace Watchtower.Registries;

/// <param name="First">To be sent at once; null to come as nobody.</param>
/// <param name="IfRefused">For a second try when the first was refused; null if there is nothing else.</param>
public sealed record CredentialOffer(RegistryCredentials? First, RegistryCredentials? IfRefused = null)
{
    public static CredentialOffer Nobody { get; } = new(First: null);
}
