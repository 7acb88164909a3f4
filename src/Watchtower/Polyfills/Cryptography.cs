#if NET
using System.Runtime.InteropServices;
#endif

namespace Watchtower.Polyfills;

/// <summary>
/// .NET has its TLS and its hashes from OpenSSL on Linux, and ends the process when it is not there at the first use.
/// An image without it has to do without asking registries over HTTPS.
/// </summary>
internal static class Cryptography
{
#if NET
    private static readonly string[] _libraries = ["libssl.so.3", "libssl.so.1.1"];

    public static bool IsThere { get; } =
        !OperatingSystem.IsLinux() || _libraries.Any(name => NativeLibrary.TryLoad(name, out _));
#else
    public static bool IsThere => true;
#endif
}
