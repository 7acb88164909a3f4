namespace Watchtower.Tls;

/// <summary>A private key as PKCS#8 has it, whatever it was written as.</summary>
/// <param name="Pkcs8">Source: RFC 5208.</param>
/// <param name="IsRsa">Otherwise it is one on an elliptic curve.</param>
internal sealed record PrivateKey(byte[] Pkcs8, bool IsRsa)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    public override string ToString() => "***";

    /// <returns>The key, or what is wrong as the end of a sentence: the other one is null.</returns>
    public static (PrivateKey? Key, string? Error) Read(string pem)
    {
        var block = Pem.ReadAll(pem).FirstOrDefault(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal));
        if (block is null)
            return (null, "holds no private key; it takes one in PEM, RSA or EC");
        if (block.IsLocked || block.Label == "ENCRYPTED PRIVATE KEY")
            return (null, "is locked with a passphrase, which nobody could type; unlock it with: openssl pkey -in key.pem -out key.pem");
        try
        {
            var key = block.Bytes is null ? null : Read(block.Label, block.Bytes);
            return key is null ? (null, "holds a key of a kind that is not known; it takes an RSA or EC key") : (key, null);
        }
        catch (FormatException)
        {
            return (null, "holds a key that can't be read; is the file complete?");
        }
    }

    /// <param name="publicKey">A certificate's, as PKCS#1 has it, or the point on the curve.</param>
    public bool Fits(byte[] publicKey)
    {
        var own = Der.ReadSequence(Der.ReadSequence(Pkcs8)[2].Content);
        if (IsRsa)
            return own[1].Content.SequenceEqual(Der.ReadSequence(publicKey)[0].Content);
        var point = own.FirstOrDefault(part => part.Tag == Der.Bracket(1)).Content; // which may have been left out
        return point is null || Der.Read(point)[0].Content.Skip(1).SequenceEqual(publicKey); // the first byte counts unused bits
    }

    private static PrivateKey? Read(string label, byte[] bytes)
    {
        switch (label)
        {
            case "RSA PRIVATE KEY":
                return new PrivateKey(Wrap(bytes, Rsa, Der.Null), IsRsa: true);
            case "EC PRIVATE KEY":
                var curve = Der.ReadSequence(bytes).FirstOrDefault(part => part.Tag == Der.Bracket(0)).Content ?? throw new FormatException("no curve");
                return new PrivateKey(Wrap(bytes, EllipticCurve, curve), IsRsa: false);
            case "PRIVATE KEY":
                var kind = Der.Read(Der.ReadSequence(bytes)[1].Content)[0].Content;
                return Is(kind, Rsa) ? new PrivateKey(bytes, IsRsa: true)
                    : Is(kind, EllipticCurve) ? new PrivateKey(bytes, IsRsa: false)
                    : null;
            default:
                return null;
        }
    }

    private static byte[] Wrap(byte[] key, string kind, byte[] parameters) => Der.Write(
        Der.Sequence,
        Der.Write(Der.Integer, [0]),
        Der.Write(Der.Sequence, Der.WriteOid(kind), parameters),
        Der.Write(Der.Octets, key));

    private static bool Is(byte[] content, string oid) => Der.Write(Der.Oid, content).SequenceEqual(Der.WriteOid(oid));
}
