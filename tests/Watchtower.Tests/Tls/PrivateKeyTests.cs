using System.Security.Cryptography;
using Watchtower.Tls;

namespace Watchtower.Tests.Tls;

public sealed class PrivateKeyTests
{
    [Fact]
    public void An_RSA_key_is_the_same_in_both_forms()
    {
        using var rsa = RSA.Create(2048);

        var (old, error) = PrivateKey.Read(rsa.ExportRSAPrivateKeyPem());

        error.ShouldBeNull();
        old.ShouldNotBeNull().Pkcs8.ShouldBe(rsa.ExportPkcs8PrivateKey());
        old.IsRsa.ShouldBeTrue();
        old.Fits(rsa.ExportRSAPublicKey()).ShouldBeTrue();
        PrivateKey.Read(rsa.ExportPkcs8PrivateKeyPem()).Key.ShouldNotBeNull().Pkcs8.ShouldBe(old.Pkcs8);
    }

    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public void A_key_on_a_curve_is_the_same_in_both_forms(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        const string parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"; // openssl writes them first

        var (old, error) = PrivateKey.Read(parameters + key.ExportECPrivateKeyPem());

        error.ShouldBeNull();
        using var again = ECDsa.Create();
        again.ImportPkcs8PrivateKey(old.ShouldNotBeNull().Pkcs8, out _);
        again.ExportECPrivateKey().ShouldBe(key.ExportECPrivateKey());
        old.IsRsa.ShouldBeFalse();
    }

    [Fact]
    public void A_key_is_never_shown()
    {
        using var rsa = RSA.Create(2048);
        PrivateKey.Read(rsa.ExportPkcs8PrivateKeyPem()).Key!.ToString().ShouldBe("***");
    }
}
