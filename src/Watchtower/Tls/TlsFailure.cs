using System.Net.Sockets;

namespace Watchtower.Tls;

/// <summary>Reads out of what a runtime throws what happened. There is no type for it, only words.</summary>
internal static class TlsFailure
{
    private static readonly string[] _noTls = ["frame size", "corrupted frame", "wrong version number", "WRONG_VERSION_NUMBER", "HTTP_REQUEST", "http request"];

    private static readonly string[] _noVersion = ["protocol version", "PROTOCOL_VERSION", "unsupported protocol", "UNSUPPORTED_PROTOCOL", "no protocols available"];

    private static readonly string[] _hungUp = ["end of stream", "ended prematurely", "EOF", "end of file", "0 bytes from the transport", "reset by peer", "Broken pipe"];

    public static TlsTrouble? Find(Exception failure)
    {
        var all = Chain(failure).ToList();
        if (all.OfType<TlsException>().FirstOrDefault() is { } told)
            return told.Trouble;
        if (Says(all, _noTls))
            return TlsTrouble.NoTls;
        if (Says(all, _noVersion))
            return TlsTrouble.NoCommonVersion;

        // An engine that refuses the client's certificate sends an alert and hangs up. The alert may get lost on the way, and
        // Mono then throws a null reference about one time in six.
        return Says(all, ["alert", "ALERT"]) || Says(all, _hungUp) || all.Any(one => one is NullReferenceException || IsReset(one))
            ? TlsTrouble.ClientRefused
            : null;
    }

    private static bool Says(IEnumerable<Exception> all, IReadOnlyList<string> words) =>
        all.Any(one => words.Any(word => one.Message.Contains(word)));

    private static bool IsReset(Exception failure) =>
        failure is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown };

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var one = failure; one is not null; one = one.InnerException)
            yield return one;
    }
}
