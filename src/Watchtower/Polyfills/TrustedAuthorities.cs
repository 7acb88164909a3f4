using System.Security.Cryptography.X509Certificates;
using Watchtower.Tls;
#if NET
using System.Security.Cryptography;
#else
using System.Text;
using static Watchtower.Polyfills.Btls;
#endif

namespace Watchtower.Polyfills;

/// <summary>The authorities of one PEM file, and nobody else. Revocation is not asked after, as docker does not.</summary>
/// <param name="file">Read once, at the first use.</param>
internal sealed class TrustedAuthorities(string file)
{
    public string File => file;

#if NET
    private readonly Lazy<X509Certificate2Collection> _roots = new(() =>
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    });

    public ChainVerdict Judge(X509Certificate2 server, IEnumerable<X509Certificate2> beside)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots.Value);
        policy.ExtraStore.AddRange(beside.ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // a server's
        return chain.Build(server) ? ChainVerdict.Sound : Verdict(chain);
    }

    /// <summary>What is wrong with a chain that can't be trusted.</summary>
    public static ChainVerdict Verdict(X509Chain chain)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        const X509ChainStatusFlags unknown = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid;
        return (status & unknown) != 0 ? ChainVerdict.UnknownAuthority
            : (status & X509ChainStatusFlags.NotTimeValid) != 0 ? ChainVerdict.OutOfDate
            : ChainVerdict.Unfit;
    }
#else
    private const int IsDer = 1;

    /// <summary>Mono's own way to build a chain knows no elliptic curves; the library under its TLS does.</summary>
    private readonly Lazy<IntPtr> _store = new(() =>
    {
        var store = mono_btls_x509_store_new();
        _ = mono_btls_x509_store_load_locations(store, Text(file), IntPtr.Zero);
        return store;
    });

    public ChainVerdict Judge(X509Certificate2 server, IEnumerable<X509Certificate2> beside)
    {
        var chain = mono_btls_x509_chain_new();
        var context = mono_btls_x509_store_ctx_new();
        try
        {
            foreach (var certificate in new[] { server }.Concat(beside))
                Add(chain, certificate.RawData);
            if (mono_btls_x509_store_ctx_init(context, _store.Value, chain) != 1)
                return ChainVerdict.Unfit;
            _ = mono_btls_x509_store_ctx_set_param(context, mono_btls_x509_verify_param_lookup(Text("ssl_server")));
            return mono_btls_x509_store_ctx_verify_cert(context) == 1 ? ChainVerdict.Sound : Verdict(mono_btls_x509_store_ctx_get_error(context, out _));
        }
        finally
        {
            _ = mono_btls_x509_store_ctx_free(context);
            _ = mono_btls_x509_chain_free(chain);
        }
    }

    private static void Add(IntPtr chain, byte[] der)
    {
        var certificate = mono_btls_x509_from_data(der, der.Length, IsDer);
        mono_btls_x509_chain_add_cert(chain, certificate); // which holds it from now on
        mono_btls_x509_free(certificate);
    }

    /// <summary>Source: x509_vfy.h of BoringSSL.</summary>
    private static ChainVerdict Verdict(int error) => error switch
    {
        9 or 10 => ChainVerdict.OutOfDate,
        2 or 7 or 18 or 19 or 20 or 21 or 27 => ChainVerdict.UnknownAuthority,
        _ => ChainVerdict.Unfit,
    };

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');
#endif
}
