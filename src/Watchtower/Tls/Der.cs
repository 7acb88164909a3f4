namespace Watchtower.Tls;

/// <summary>As much of DER as keys and certificates need here. Source: ITU-T X.690.</summary>
internal static class Der
{
    public const byte Integer = 0x02;
    public const byte Bits = 0x03;
    public const byte Octets = 0x04;
    public const byte Oid = 0x06;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    public static byte[] Null { get; } = [0x05, 0x00];

    /// <summary>The tag of a value in brackets with that number, as ASN.1 writes it.</summary>
    public static byte Bracket(int number) => (byte)(0xA0 + number);

    public static byte[] Write(byte tag, params byte[][] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part)];
        return [tag, .. Length(content.Length), .. content];
    }

    /// <param name="dotted">Such as 1.2.840.113549.1.1.1.</param>
    public static byte[] WriteOid(string dotted)
    {
        var arcs = dotted.Split('.').Select(int.Parse).ToList();
        return Write(Oid, [.. new[] { (40 * arcs[0]) + arcs[1] }.Concat(arcs.Skip(2)).SelectMany(Base128)]);
    }

    /// <summary>The values that stand one after another.</summary>
    /// <exception cref="FormatException">They are not DER.</exception>
    public static IReadOnlyList<(byte Tag, byte[] Content)> Read(byte[] bytes)
    {
        var values = new List<(byte, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var tag = bytes[at++];
            var length = ReadLength(bytes, ref at);
            if (length < 0 || length > bytes.Length - at)
                throw new FormatException("a value is longer than what holds it");
            values.Add((tag, [.. bytes.Skip(at).Take(length)]));
            at += length;
        }

        return values;
    }

    /// <summary>The parts of the one sequence that is there.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IReadOnlyList<(byte Tag, byte[] Content)> ReadSequence(byte[] bytes) =>
        Read(bytes) is [(Sequence, var content)] ? Read(content) : throw new FormatException("a sequence is missing");

    private static int ReadLength(byte[] bytes, ref int at)
    {
        if (at >= bytes.Length)
            throw new FormatException("it breaks off");
        int first = bytes[at++];
        if (first < 0x80)
            return first;
        var count = first - 0x80;
        if (count is 0 or > 4 || count > bytes.Length - at)
            throw new FormatException("a length can't be used");
        var length = 0;
        for (; count > 0; count--)
            length = (length << 8) | bytes[at++];
        return length;
    }

    private static byte[] Length(int length) => length switch
    {
        < 0x80 => [(byte)length],
        < 0x100 => [0x81, (byte)length],
        < 0x10000 => [0x82, (byte)(length >> 8), (byte)length],
        _ => [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };

    private static IEnumerable<byte> Base128(int value)
    {
        for (var shift = 28; shift > 0; shift -= 7)
        {
            if (value >> shift > 0)
                yield return (byte)(0x80 | ((value >> shift) & 0x7F));
        }

        yield return (byte)(value & 0x7F);
    }
}
