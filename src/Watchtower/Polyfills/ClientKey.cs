using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Watchtower.Tls;

namespace Watchtower.Polyfills;

/// <summary>A certificate and its private key in one: .NET and Mono have no common way.</summary>
internal static class ClientKey
{
#if NET
    public static X509Certificate2 Read(byte[] certificate) => X509CertificateLoader.LoadCertificate(certificate);

    public static X509Certificate2 Join(X509Certificate2 certificate, PrivateKey key, IReadOnlyList<byte[]> all)
    {
        if (key.IsRsa)
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key.Pkcs8, out _);
            return certificate.CopyWithPrivateKey(rsa);
        }

        using var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(key.Pkcs8, out _);
        return certificate.CopyWithPrivateKey(curve);
    }
#else
    public static X509Certificate2 Read(byte[] certificate) => new(certificate);

    public static X509Certificate2 Join(X509Certificate2 certificate, PrivateKey key, IReadOnlyList<byte[]> all)
    {
        var joined = new X509Certificate2(Pkcs12.Write(key, all), Pkcs12.Password);
        return joined.HasPrivateKey ? joined : throw new CryptographicException("Mono can't read the key");
    }
#endif
}
