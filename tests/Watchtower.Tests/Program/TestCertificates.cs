using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.Tests.Program;

/// <summary>Certificates that were issued by nobody in particular.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _onCurve = Issue(isRsa: false);

    /// <summary>Of an authority.</summary>
    public string Pem => _onCurve.ExportCertificatePem();

    public void Dispose() => _onCurve.Dispose();

    /// <summary>As cert.pem and key.pem.</summary>
    public void WriteClient(TemporaryFolder folder, bool isRsa = false)
    {
        using var rsa = isRsa ? Issue(isRsa) : null;
        var certificate = rsa ?? _onCurve;
        folder.Write("cert.pem", certificate.ExportCertificatePem());
        folder.Write("key.pem", (certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm)certificate.GetECDsaPrivateKey()!).ExportPkcs8PrivateKeyPem());
    }

    public static string AnyKey(bool isRsa)
    {
        using AsymmetricAlgorithm key = isRsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static X509Certificate2 Issue(bool isRsa)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        if (isRsa)
        {
            using var rsa = RSA.Create(2048);
            return new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        }

        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=test", curve, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
    }
}
