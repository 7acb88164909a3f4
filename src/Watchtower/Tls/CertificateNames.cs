using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Watchtower.Tls;

/// <summary>
/// Whom a certificate is for. As for docker itself only its alternative names count, not its subject. Source: RFC 5280, section
/// 4.2.1.6, and RFC 6125.
/// </summary>
internal sealed record CertificateNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses)
{
    private const string AlternativeNames = "2.5.29.17";
    private const byte HostName = 0x82;
    private const byte Address = 0x87;

    public override string ToString() => Hosts.Count + Addresses.Count == 0 ? "nobody by name"
        : string.Join(", ", [.. Hosts, .. Addresses.Select(address => address.ToString())]);

    public static CertificateNames Of(X509Certificate2 certificate) =>
        certificate.Extensions.Cast<X509Extension>().FirstOrDefault(extension => extension.Oid?.Value == AlternativeNames) is { } names
            ? Read(names.RawData)
            : new CertificateNames([], []);

    public static CertificateNames Read(byte[] extension)
    {
        try
        {
            var names = Der.ReadSequence(extension);
            return new CertificateNames(
                [.. names.Where(name => name.Tag == HostName).Select(name => Encoding.ASCII.GetString(name.Content))],
                [.. names.Where(name => name is (Address, { Length: 4 or 16 })).Select(name => new IPAddress(name.Content))]);
        }
        catch (FormatException)
        {
            return new CertificateNames([], []); // for nobody, then
        }
    }

    public bool Include(string host) => IPAddress.TryParse(host, out var address)
        ? Addresses.Contains(address)
        : Hosts.Any(name => IsFor(name, host.TrimEnd('.')));

    /// <summary>A star stands for exactly one label, the first, and for all of it.</summary>
    private static bool IsFor(string name, string host)
    {
        if (!name.StartsWith("*.", StringComparison.Ordinal))
            return string.Equals(name, host, StringComparison.OrdinalIgnoreCase);
        var dot = host.IndexOf('.');
        return dot > 0 && string.Equals(name.Substring(1), host.Substring(dot), StringComparison.OrdinalIgnoreCase);
    }
}
