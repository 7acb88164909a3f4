namespace Watchtower.Tests.Program;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("watchtower-").FullName;

    public string PathTo(string file) => System.IO.Path.Combine(Path, file);

    public void Write(string file, string text) => File.WriteAllText(PathTo(file), text);

    public string Read(string file) => File.ReadAllText(PathTo(file));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
