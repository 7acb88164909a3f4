using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.SystemTests.Harness;

/// <summary>Issues certificates, sound ones and others.</summary>
public sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset _from = DateTimeOffset.UtcNow.AddDays(-100);
    private static readonly DateTimeOffset _to = DateTimeOffset.UtcNow.AddDays(100);

    private Authority(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>With its key.</summary>
    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public static Authority OnACurve(string name = "an authority") => SelfSigned(name, curve: ECCurve.NamedCurves.nistP384);

    public static Authority WithRsa(string name = "an authority") => SelfSigned(name, curve: null);

    /// <summary>The one that the throwaway engine trusts.</summary>
    public static Authority Of(TestEngine engine) =>
        new(X509Certificate2.CreateFromPemFile(Path.Combine(engine.TlsFolder, "ca.pem"), Path.Combine(engine.TlsFolder, "ca-key.pem")));

    /// <summary>Signs with its key, which has to be one of RSA.</summary>
    public byte[] Sign(byte[] data)
    {
        using var key = Certificate.GetRSAPrivateKey()!;
        return key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose() => Certificate.Dispose();

    /// <summary>An authority below this one.</summary>
    public Authority Intermediate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Issue(Request("an intermediate authority", key, isAuthority: true), _from, _to);
        return new Authority(issued.CopyWithPrivateKey(key));
    }

    public X509Certificate2 Server(params string[] names) => Server(_from, _to, names);

    public X509Certificate2 Server(DateTimeOffset from, DateTimeOffset to, params string[] names)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=a server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        AddUsage(request, "1.3.6.1.5.5.7.3.1");
        using var issued = Issue(request, from, to);
        return issued.CopyWithPrivateKey(key);
    }

    public X509Certificate2 ClientWithRsa()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=a client", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        AddUsage(request, "1.3.6.1.5.5.7.3.2");
        using var issued = Issue(request, _from, _to);
        return issued.CopyWithPrivateKey(key);
    }

    public X509Certificate2 ClientOnACurve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("a client", key, isAuthority: false);
        AddUsage(request, "1.3.6.1.5.5.7.3.2");
        using var issued = Issue(request, _from, _to);
        return issued.CopyWithPrivateKey(key);
    }

    private static Authority SelfSigned(string name, ECCurve? curve)
    {
        if (curve is null)
        {
            using var rsa = RSA.Create(2048);
            var request = new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
            return new Authority(request.CreateSelfSigned(_from, _to));
        }

        using var key = ECDsa.Create(curve.Value);
        return new Authority(Request(name, key, isAuthority: true).CreateSelfSigned(_from, _to));
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        return request;
    }

    private static void AddUsage(CertificateRequest request, string usage) =>
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));

    private X509Certificate2 Issue(CertificateRequest request, DateTimeOffset from, DateTimeOffset to)
    {
        var signature = Certificate.GetECDsaPrivateKey() is { } curve
            ? X509SignatureGenerator.CreateForECDsa(curve)
            : X509SignatureGenerator.CreateForRSA(Certificate.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);
        return request.Create(Certificate.SubjectName, signature, from, to, RandomNumberGenerator.GetBytes(8));
    }
}
