using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.SystemTests.Harness;

/// <summary>A certificate authority of this test alone, and what it signs, as files in PEM.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset _since = DateTimeOffset.UtcNow.AddDays(-1);

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly string _folder;

    public TestAuthority(string folder)
    {
        _folder = folder;
        var request = new CertificateRequest("CN=an authority of the tests", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        _certificate = request.CreateSelfSigned(_since, _since.AddDays(30));
        File = Write("ca.pem", _certificate.ExportCertificatePem());
    }

    /// <summary>Path of the authority's certificate.</summary>
    public string File { get; }

    /// <summary>DER in base64.</summary>
    public string Certificate => Convert.ToBase64String(_certificate.RawData);

    public byte[] Sign(byte[] data) => _key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <returns>Paths of a certificate for this machine, and of its key.</returns>
    public (string Certificate, string Key) Certify()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var signed = request.Create(_certificate, _since, _since.AddDays(20), Guid.NewGuid().ToByteArray());
        return (Write("server.pem", signed.ExportCertificatePem()), Write("server.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private string Write(string name, string pem)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, pem + "\n");
        return path;
    }
}
