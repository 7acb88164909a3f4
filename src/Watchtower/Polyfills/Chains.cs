using System.Security.Cryptography.X509Certificates;

namespace Watchtower.Polyfills;

internal static class Chains
{
    /// <summary>The certificates that a server sends beside its own.</summary>
    public static IEnumerable<X509Certificate2> Beside(this X509Chain? chain) =>
#if NET
        chain?.ChainPolicy.ExtraStore ?? [];
#else
        chain?.ChainElements.Cast<X509ChainElement>().Skip(1).Select(element => element.Certificate) ?? [];
#endif
}
