using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.Tls;

/// <summary>The certificate that the other side shows, and what is wrong with it.</summary>
internal static class ServerCertificate
{
    /// <returns>Null if it is sound.</returns>
    public static TlsException? Judge(X509Certificate2 certificate, IEnumerable<X509Certificate2> beside, TrustedAuthorities authorities, string host, DateTime now) =>
        Judge(certificate, authorities.Judge(certificate, beside), authorities.File, host, now);

    /// <param name="certificate">What the other side shows.</param>
    /// <param name="verdict">Whether it goes back to an authority that is trusted.</param>
    /// <param name="list">Where those are listed.</param>
    /// <param name="host">Whom it should be for.</param>
    /// <param name="now">The time here.</param>
    /// <returns>Null if it is sound.</returns>
    public static TlsException? Judge(X509Certificate2 certificate, ChainVerdict verdict, string list, string host, DateTime now) =>
        verdict switch
        {
            ChainVerdict.UnknownAuthority => new TlsException(
                TlsTrouble.UnknownAuthority, $"its certificate was not issued by an authority in {list} (it says it was issued by {certificate.Issuer})"),
            ChainVerdict.OutOfDate => new TlsException(TlsTrouble.OutOfDate, WhenValid(certificate, now)),
            ChainVerdict.Unfit => new TlsException(TlsTrouble.UnfitCertificate, "its certificate is not one for servers, or not made as it should be"),
            _ when CertificateNames.Of(certificate) is var names && !names.Include(host) => new TlsException(
                TlsTrouble.WrongName, $"its certificate is for {names}, not for {host}"),
            _ => null,
        };

    private static string WhenValid(X509Certificate2 certificate, DateTime now) =>
        now > certificate.NotAfter ? $"its certificate expired on {Date(certificate.NotAfter)}"
        : now < certificate.NotBefore ? $"its certificate is valid from {Date(certificate.NotBefore)} on; is the clock of this machine right?"
        : "the certificate of its authority has expired";

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
