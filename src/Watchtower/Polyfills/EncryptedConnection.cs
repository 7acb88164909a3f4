#if !NET
using System.Net;
#endif
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Watchtower.Tls;

namespace Watchtower.Polyfills;

/// <summary>A connection over TLS, for transports that are given a stream: so both runtimes check and tell the same.</summary>
internal static class EncryptedConnection
{
    public static async Task<Stream> OpenAsync(string host, int port, EngineTls tls, CancellationToken cancellation)
    {
        var socket = await ConnectAsync(host, port, cancellation);
        TlsException? refusal = null;
        try
        {
            var stream = Encrypted(new NetworkStream(socket, ownsSocket: true), tls, (_, certificate, chain, _) =>
            {
                using var server = certificate is null ? null : ClientKey.Read(certificate.GetRawCertData());
                refusal = tls.Judge(server, chain.Beside(), host);
                return refusal is null;
            });
            await AuthenticateAsync(stream, host, tls, cancellation);
            return stream;
        }
        catch (Exception failure)
        {
            socket.Dispose();
            if ((refusal ?? Explain(failure, tls)) is { } trouble)
                throw trouble;
            throw;
        }
    }

    private static TlsException? Explain(Exception failure, EngineTls tls) => failure is OperationCanceledException ? null : tls.Explain(failure);

#if NET
    private static async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslStream Encrypted(Stream inner, EngineTls tls, RemoteCertificateValidationCallback judge) => new(inner, leaveInnerStreamOpen: false, judge);

    private static Task AuthenticateAsync(SslStream stream, string host, EngineTls tls, CancellationToken cancellation)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (tls.Identity is { } identity)
        {
            X509Certificate2Collection between = [.. identity.Between.Select(ClientKey.Read)];
            options.ClientCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, between, offline: true);
        }

        return stream.AuthenticateAsClientAsync(options, cancellation);
    }
#else
    /// <summary>Each address with a socket of its kind: Mono's sockets for both kinds of addresses do not come to an end with IPv6.</summary>
    private static async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host);
        for (var index = 0; ; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var socket = new Socket(addresses[index].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses[index], port);
                return socket;
            }
            catch (SocketException) when (index + 1 < addresses.Length)
            {
                socket.Dispose(); // the next one may answer
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>Left to itself, Mono shows its certificate only if it finds the authority of it among the machine's.</summary>
    private static SslStream Encrypted(Stream inner, EngineTls tls, RemoteCertificateValidationCallback judge) =>
        new(inner, leaveInnerStreamOpen: false, judge, (_, _, _, _, _) => tls.Identity?.Certificate!);

    private static Task AuthenticateAsync(SslStream stream, string host, EngineTls tls, CancellationToken cancellation)
    {
        var certificates = new X509CertificateCollection();
        if (tls.Identity is { } identity)
            certificates.Add(identity.Certificate);
#pragma warning disable CA5398 // it is the newest that Mono speaks, and it must not speak older ones
        return stream.AuthenticateAsClientAsync(host, certificates, SslProtocols.Tls12, checkCertificateRevocation: false);
#pragma warning restore CA5398
    }
#endif
}
