using Watchtower.Ports;

namespace Watchtower;

/// <summary>
/// Remembers rejected images, also over a restart if there is a directory to keep them in: one line per container,
/// the image's id and the container's name.
/// </summary>
public sealed class RejectedImagesFile : IRejectedImages
{
    private readonly Dictionary<string, string> _imageByContainer = [];
    private readonly string? _file;
    private readonly Action<string> _warn;

    /// <param name="directory">Null, or not there: memory only.</param>
    /// <param name="warn">Told why the file can't be used; the memory still serves.</param>
    public RejectedImagesFile(string? directory, Action<string> warn)
    {
        _warn = warn;
        _file = directory is not null && Directory.Exists(directory) ? Path.Combine(directory, "rejected-images") : null;
        if (_file is not null && File.Exists(_file))
            Guard(() => Load(File.ReadAllLines(_file)));
    }

    public bool Contains(string containerName, string imageId) =>
        _imageByContainer.TryGetValue(containerName, out var rejected) && rejected == imageId;

    public void Add(string containerName, string imageId)
    {
        _imageByContainer[containerName] = imageId;
        if (_file is not null)
            Guard(Save);
    }

    private void Load(IEnumerable<string> lines)
    {
        foreach (var parts in lines.Select(line => line.Split(' ')).Where(parts => parts.Length == 2))
            _imageByContainer[parts[1]] = parts[0];
    }

    /// <summary>Written aside and moved into place, so that a power cut leaves the old file or the new one.</summary>
    private void Save()
    {
        var aside = _file + ".new";
        File.WriteAllLines(aside, _imageByContainer.Select(pair => $"{pair.Value} {pair.Key}"));
        if (File.Exists(_file))
            File.Replace(aside, _file!, destinationBackupFileName: null);
        else
            File.Move(aside, _file!);
    }

    private void Guard(Action access)
    {
        try
        {
            access();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _warn(failure.Message);
        }
    }
}
