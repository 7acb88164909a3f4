namespace Watchtower.Tls;

/// <summary>What is wrong with a connection over TLS.</summary>
public enum TlsTrouble
{
    UnknownAuthority,
    OutOfDate,
    WrongName,
    UnfitCertificate,
    ClientRefused,
    NoCommonVersion,
    NoTls,
}

/// <summary>A connection that came about but can't be used; the message is the end of a sentence about the other side.</summary>
public sealed class TlsException(TlsTrouble trouble, string message, Exception? cause = null) : IOException(message, cause)
{
    public TlsTrouble Trouble => trouble;
}
