namespace Watchtower.SystemTests.Harness;

/// <summary>
/// The folder in which docker itself, and so Watchtower, looks for the authorities of one registry. It can't be anywhere else; it
/// goes away with the test, with those above it that were not there before.
/// </summary>
internal sealed class DockerFolder : IDisposable
{
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

    public void Dispose() => Directory.Delete(_added, recursive: true);
}
