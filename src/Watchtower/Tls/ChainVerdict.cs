namespace Watchtower.Tls;

/// <summary>Whether a certificate goes back to an authority that is trusted.</summary>
internal enum ChainVerdict
{
    Sound,
    UnknownAuthority,
    OutOfDate,
    Unfit,
}
