using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Watchtower.SystemTests.Harness;

/// <summary>
/// Stands before the engine's socket and speaks TLS with a certificate that the engine itself would not start with, or in
/// another version of TLS than it chooses.
/// </summary>
public sealed class TlsDoor : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _closing = new();
    private readonly SslServerAuthenticationOptions _options;
    private readonly string _socket;

    /// <param name="socket">The engine's.</param>
    /// <param name="certificate">What is shown.</param>
    /// <param name="clients">Who may come in; null for everybody.</param>
    /// <param name="address">Loopback of IPv4 or IPv6.</param>
    /// <param name="protocols">The versions of TLS that are spoken.</param>
    public TlsDoor(string socket, X509Certificate2 certificate, Authority? clients = null, IPAddress? address = null, SslProtocols protocols = SslProtocols.None)
    {
        _socket = socket;
        _options = new SslServerAuthenticationOptions
        {
            // A key that was made in memory has to go through a file's form once to be of use to a server.
            ServerCertificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null),
            ClientCertificateRequired = clients is not null,
            EnabledSslProtocols = protocols,
            AllowTlsResume = false, // the certificates in between are not there a second time
            RemoteCertificateValidationCallback = (_, shown, chain, _) => clients is null || IsIssuedBy(clients, shown, chain!),
        };
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _options.ServerCertificate!.Dispose();
        _closing.Dispose();
    }

    private static bool IsIssuedBy(Authority authority, X509Certificate? shown, X509Chain chain)
    {
        if (shown is null)
            return false;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build((X509Certificate2)shown);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var encrypted = new SslStream(client.GetStream());
            await encrypted.AuthenticateAsServerAsync(_options, _closing.Token);
            using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _closing.Token);
            using var plain = new NetworkStream(engine);
            await Task.WhenAny(encrypted.CopyToAsync(plain, _closing.Token), plain.CopyToAsync(encrypted, _closing.Token));
        }
        catch (Exception end) when (end is IOException or AuthenticationException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side was not content, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }
}
