#if !NET
using System.Runtime.InteropServices;

namespace Watchtower.Polyfills;

/// <summary>The library that Mono has its TLS from, as far as it is needed to look at certificates. Source: mono/btls in Mono's repository.</summary>
internal static class Btls
{
    private const string Library = "libmono-btls-shared";

#pragma warning disable IDE1006 // the library's names
#pragma warning disable CA5392 // Mono finds it where its configuration says
    [DllImport(Library)]
    public static extern IntPtr mono_btls_x509_store_new();

    [DllImport(Library)]
    public static extern int mono_btls_x509_store_load_locations(IntPtr store, byte[] file, IntPtr folder);

    [DllImport(Library)]
    public static extern IntPtr mono_btls_x509_from_data(byte[] data, int length, int format);

    [DllImport(Library)]
    public static extern void mono_btls_x509_free(IntPtr certificate);

    [DllImport(Library)]
    public static extern IntPtr mono_btls_x509_chain_new();

    [DllImport(Library)]
    public static extern void mono_btls_x509_chain_add_cert(IntPtr chain, IntPtr certificate);

    [DllImport(Library)]
    public static extern int mono_btls_x509_chain_free(IntPtr chain);

    [DllImport(Library)]
    public static extern IntPtr mono_btls_x509_store_ctx_new();

    [DllImport(Library)]
    public static extern int mono_btls_x509_store_ctx_init(IntPtr context, IntPtr store, IntPtr chain);

    [DllImport(Library)]
    public static extern IntPtr mono_btls_x509_verify_param_lookup(byte[] name);

    [DllImport(Library)]
    public static extern int mono_btls_x509_store_ctx_set_param(IntPtr context, IntPtr parameters);

    [DllImport(Library)]
    public static extern int mono_btls_x509_store_ctx_verify_cert(IntPtr context);

    [DllImport(Library)]
    public static extern int mono_btls_x509_store_ctx_get_error(IntPtr context, out IntPtr text);

    [DllImport(Library)]
    public static extern int mono_btls_x509_store_ctx_free(IntPtr context);
#pragma warning restore CA5392, IDE1006
}
#endif
