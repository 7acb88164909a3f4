using System.Net;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Watchtower.Tls;

namespace Watchtower.Tests.Tls;

public sealed class CertificateNamesTests
{
    [Theory]
    [InlineData("nas", "nas", true)]
    [InlineData("nas", "NAS", true)]
    [InlineData("nas", "nas.", true)]
    [InlineData("nas", "nas2", false)]
    [InlineData("nas.example", "nas", false)]
    [InlineData("*.example", "nas.example", true)]
    [InlineData("*.example", "NAS.EXAMPLE", true)]
    [InlineData("*.example", "a.nas.example", false)]
    [InlineData("*.example", "example", false)]
    [InlineData("*.example", ".example", false)]
    [InlineData("n*.example", "nas.example", false)]
    [InlineData("*", "nas", false)]
    [InlineData("10.0.1.2", "10.0.1.2", true)]
    [InlineData("10.0.1.2", "10.0.1.3", false)]
    [InlineData("*.0.1.2", "10.0.1.2", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "0:0:0:0:0:0:0:1", true)]
    [InlineData("::1", "127.0.0.1", false)]
    public void A_certificate_is_for_those_it_names(string named, string host, bool isFor) => Issued(named).Include(host).ShouldBe(isFor);

    [Fact]
    public void An_address_that_stands_there_as_a_name_is_none()
    {
        var builder = new SubjectAlternativeNameBuilder();
        builder.AddDnsName("10.0.1.2");

        CertificateNames.Read(builder.Build().RawData).Include("10.0.1.2").ShouldBeFalse();
    }

    [Fact]
    public void Names_are_told_in_one_line()
    {
        Issued("nas", "10.0.1.2").ToString().ShouldBe("nas, 10.0.1.2");
        CertificateNames.Read([]).ToString().ShouldBe("nobody by name");
    }

    [Fact]
    public void Nonsense_is_for_nobody() =>
        Gen.Byte.Array[0, 40].Sample(bytes => CertificateNames.Read(bytes).Include("nas").ShouldBeFalse(), iter: 10_000);

    [Fact]
    public void What_breaks_off_anywhere_throws_nothing()
    {
        var whole = Build("nas", "*.example", "10.0.1.2", "::1");
        for (var length = 0; length < whole.Length; length++)
            CertificateNames.Read(whole[..length]).Include("nas").ShouldBeFalse();
    }

    private static CertificateNames Issued(params string[] names) => CertificateNames.Read(Build(names));

    private static byte[] Build(params string[] names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        return builder.Build().RawData;
    }
}
