using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.Tls;

/// <summary>What this program shows of itself: a certificate with its key, and those of the authorities between it and the root.</summary>
internal sealed record ClientIdentity(X509Certificate2 Certificate, IReadOnlyList<byte[]> Between)
{
    /// <returns>The identity, or what is wrong as a sentence: the other one is null.</returns>
    public static (ClientIdentity? Identity, string? Error) Load(string certificateFile, string keyFile)
    {
        var (key, error) = PrivateKey.Read(File.ReadAllText(keyFile));
        if (key is null)
            return (null, $"{keyFile} {error}.");
        var certificates = Pem.Certificates(File.ReadAllText(certificateFile));
        if (certificates.Count == 0)
            return (null, $"{certificateFile} holds no certificate; it takes one in PEM.");
        try
        {
            using var bare = ClientKey.Read(certificates[0]);
            if (!key.Fits(bare.GetPublicKey()))
                return (null, $"{keyFile} is not the key of {certificateFile}.");
#pragma warning disable CA2000 // it lives as long as the program
            return (new ClientIdentity(ClientKey.Join(bare, key, certificates), [.. certificates.Skip(1)]), null);
#pragma warning restore CA2000
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            return (null, $"{certificateFile} and {keyFile} can't be used together: {failure.Message.TrimEnd('.')}.");
        }
    }
}
