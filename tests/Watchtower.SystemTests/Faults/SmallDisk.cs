namespace Watchtower.SystemTests.Faults;

/// <summary>An engine of its own, on a disk that can be filled up in a moment.</summary>
public sealed class SmallDisk : IDisposable
{
    private const int Piece = 1 << 20;

    public TestEngine Engine { get; } = TestEngine.WithDiskOf("48m");

    private string Ballast => Path.Combine(Engine.DataFolder, "ballast");

    /// <summary>Up to the last block.</summary>
    public void Fill()
    {
        var piece = new byte[Piece];
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(piece);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose() => Engine.Dispose();
}
