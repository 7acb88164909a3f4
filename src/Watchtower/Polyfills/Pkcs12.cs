#if !NET
using System.Security.Cryptography;
using System.Text;
using Watchtower.Tls;

namespace Watchtower.Polyfills;

/// <summary>
/// A key and its certificates as one PKCS#12 file, the only form in which Mono takes a private key for TLS, and only with the key
/// locked in it. The file never leaves this process: its locks guard nothing. Source: RFC 7292.
/// </summary>
internal static class Pkcs12
{
    public const string Password = "in memory only";

    private const string TripleDes = "1.2.840.113549.1.12.1.3";
    private const int Rounds = 1;
    private const int Block = 64; // of SHA-1

    private static readonly byte[] _salt = [1, 2, 3, 4, 5, 6, 7, 8];

    private enum Purpose : byte
    {
        Key = 1,
        Start = 2,
        Seal = 3,
    }

    public static byte[] Write(PrivateKey key, IEnumerable<byte[]> certificates)
    {
        var safe = Der.Write(Der.Sequence, [Data([KeyBag(key)]), Data(certificates.Select(CertificateBag))]);
        return Der.Write(Der.Sequence, Der.Write(Der.Integer, [3]), Data(safe), Seal(safe));
    }

    private static byte[] Data(IEnumerable<byte[]> bags) => Data(Der.Write(Der.Sequence, [.. bags]));

    private static byte[] Data(byte[] content) => Der.Write(Der.Sequence, Der.WriteOid("1.2.840.113549.1.7.1"), InBrackets(Der.Write(Der.Octets, content)));

    private static byte[] CertificateBag(byte[] certificate) => Bag(
        "1.2.840.113549.1.12.10.1.3",
        Der.Write(Der.Sequence, Der.WriteOid("1.2.840.113549.1.9.22.1"), InBrackets(Der.Write(Der.Octets, certificate))));

    private static byte[] KeyBag(PrivateKey key) => Bag(
        "1.2.840.113549.1.12.10.1.2",
        Der.Write(
            Der.Sequence,
            Der.Write(Der.Sequence, Der.WriteOid(TripleDes), Der.Write(Der.Sequence, SaltAndRounds)),
            Der.Write(Der.Octets, Lock(key.Pkcs8))));

    private static byte[] Bag(string kind, byte[] value) => Der.Write(Der.Sequence, Der.WriteOid(kind), InBrackets(value));

    private static byte[] InBrackets(byte[] value) => Der.Write(Der.Bracket(0), value);

    private static byte[][] SaltAndRounds => [Der.Write(Der.Octets, _salt), Der.Write(Der.Integer, [Rounds])];

#pragma warning disable CA5350, CA5401 // the format has nothing better that Mono takes; see above
    private static byte[] Lock(byte[] key)
    {
        using var cipher = new TripleDESCryptoServiceProvider(); // by name it could get lost when the program is trimmed
        using var encryptor = cipher.CreateEncryptor(Derive(Purpose.Key, 24), Derive(Purpose.Start, 8));
        return encryptor.TransformFinalBlock(key, 0, key.Length);
    }

    private static byte[] Seal(byte[] safe)
    {
        using var hash = new SHA1Managed();
        byte[] key = [.. Derive(Purpose.Seal, 20), .. new byte[Block - 20]];
        var inner = hash.ComputeHash([.. key.Select(part => (byte)(part ^ 0x36)), .. safe]); // HMAC, RFC 2104
        var seal = hash.ComputeHash([.. key.Select(part => (byte)(part ^ 0x5C)), .. inner]);
        var digest = Der.Write(Der.Sequence, Der.Write(Der.Sequence, Der.WriteOid("1.3.14.3.2.26"), Der.Null), Der.Write(Der.Octets, seal));
        return Der.Write(Der.Sequence, [digest, .. SaltAndRounds]);
    }

    /// <summary>Appendix B.2.</summary>
    private static byte[] Derive(Purpose purpose, int length)
    {
        using var hash = new SHA1Managed();
        var start = Enumerable.Repeat((byte)purpose, Block);
        byte[] input = [.. Fill(_salt), .. Fill([.. Encoding.BigEndianUnicode.GetBytes(Password), 0, 0])];
        var derived = new List<byte>();
        while (true)
        {
            var part = hash.ComputeHash([.. start, .. input]);
            derived.AddRange(part);
            if (derived.Count >= length)
                return [.. derived.Take(length)];
            AddToEachBlock(input, [.. Enumerable.Range(0, Block).Select(index => part[index % part.Length])]);
        }
    }
#pragma warning restore CA5350, CA5401

    private static IEnumerable<byte> Fill(byte[] bytes) =>
        Enumerable.Range(0, (bytes.Length + Block - 1) / Block * Block).Select(index => bytes[index % bytes.Length]);

    /// <summary>Each block as a number, plus that one, plus one.</summary>
    private static void AddToEachBlock(byte[] blocks, byte[] number)
    {
        for (var start = 0; start < blocks.Length; start += Block)
        {
            var carry = 1;
            for (var index = Block - 1; index >= 0; index--, carry >>= 8)
            {
                carry += blocks[start + index] + number[index];
                blocks[start + index] = (byte)carry;
            }
        }
    }
}
#endif
