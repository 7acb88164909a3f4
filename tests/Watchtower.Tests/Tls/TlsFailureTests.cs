using System.Net.Sockets;
using System.Security.Authentication;
using Watchtower.Tls;

namespace Watchtower.Tests.Tls;

/// <summary>The words are those of .NET with OpenSSL and of Mono.</summary>
public sealed class TlsFailureTests
{
    [Theory]
    [InlineData("error:0A00045C:SSL routines::tlsv13 alert certificate required", TlsTrouble.ClientRefused)]
    [InlineData("error:0A000412:SSL routines::sslv3 alert bad certificate", TlsTrouble.ClientRefused)]
    [InlineData("Ssl error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE", TlsTrouble.ClientRefused)]
    [InlineData("Received an unexpected EOF or 0 bytes from the transport stream.", TlsTrouble.ClientRefused)]
    [InlineData("The response ended prematurely. (ResponseEnded)", TlsTrouble.ClientRefused)]
    [InlineData("Cannot determine the frame size or a corrupted frame was received.", TlsTrouble.NoTls)]
    [InlineData("Ssl error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER", TlsTrouble.NoTls)]
    [InlineData("Ssl error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION", TlsTrouble.NoCommonVersion)]
    [InlineData("error:0A00042E:SSL routines::tlsv1 alert protocol version", TlsTrouble.NoCommonVersion)]
    [InlineData("No route to host", null)]
    public void Words_tell_what_happened(string words, TlsTrouble? trouble) =>
        TlsFailure.Find(new HttpRequestException("it failed", new AuthenticationException("see inner exception", new InvalidOperationException(words)))).ShouldBe(trouble);

#pragma warning disable CA2201 // the runtime does throw it
    [Fact]
    public void A_null_reference_of_Mono_is_a_lost_alert() =>
        TlsFailure.Find(new AuthenticationException("it failed", new NullReferenceException())).ShouldBe(TlsTrouble.ClientRefused);
#pragma warning restore CA2201

    [Theory]
    [InlineData(SocketError.ConnectionReset, TlsTrouble.ClientRefused)]
    [InlineData(SocketError.ConnectionRefused, null)]
    [InlineData(SocketError.HostNotFound, null)]
    public void Only_a_connection_that_was_there_can_be_hung_up(SocketError error, TlsTrouble? trouble) =>
        TlsFailure.Find(new IOException("it failed", new SocketException((int)error))).ShouldBe(trouble);

    [Fact]
    public void What_was_told_already_stays() =>
        TlsFailure.Find(new HttpRequestException("it failed", new TlsException(TlsTrouble.WrongName, "alert"))).ShouldBe(TlsTrouble.WrongName);
}
