namespace Watchtower.SystemTests.Harness;

/// <summary>
/// The folder in which docker itself, and so Watchtower, looks for the authorities of one registry. It can't be anywhere else; it
/// goes away with the test, with those above it that were not there before. The machine has one such place, so runs that go side
/// by side take turns.
/// </summary>
internal sealed class DockerFolder : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly FileStream _turn = WaitForTurn();
    private readonly string _added;

    /// <param name="registry">Whom the folder is named after.</param>
    /// <param name="authority">The file to put into it.</param>
    public DockerFolder(string registry, string authority)
    {
        string[] folders = ["/etc/docker", "/etc/docker/certs.d", $"/etc/docker/certs.d/{registry}"];
        _added = folders.FirstOrDefault(folder => !Directory.Exists(folder))
            ?? throw new InvalidOperationException($"{folders[^1]} is there already, and not for this test.");
        Directory.CreateDirectory(folders[^1]);
        File.Copy(authority, Path.Combine(folders[^1], "ca.crt"));
    }

    public void Dispose()
    {
        Directory.Delete(_added, recursive: true);
        _turn.Dispose();
    }

    private static FileStream WaitForTurn()
    {
        var end = DateTime.UtcNow + _patience;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Path.GetTempPath(), "watchtower-certs.d.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < end)
            {
                Thread.Sleep(100);
            }
        }
    }
}
