using Watchtower.Registries;

namespace Watchtower.Tests.Registries;

internal sealed class RecordedRegistryEvents : IRegistryEvents
{
    private readonly List<string> _told = [];

    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    public void NoLogins(string file) => Add($"none {Path.GetFileName(file)}");

    public void LoginsUnusable(string source, string reason) => Add($"{Path.GetFileName(source)}: {reason}");

    public void RegistrySilent(string registry, string reason) => Add($"silent {registry}: {reason}");

    public void RegistryPaused(string registry, DateTimeOffset until) => Add($"paused {registry} until {until:HH:mm:ss}");

    private void Add(string text)
    {
        lock (_told)
            _told.Add(text);
    }
}
