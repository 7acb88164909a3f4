using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Looks up whose volumes a container uses, which the engine notes as it was written and says no more about.</summary>
internal sealed class VolumeSources(IDockerEngine engine)
{
    /// <param name="container">As inspected.</param>
    /// <param name="replacements">For containers replaced before this one: old id to new id.</param>
    public async Task<IReadOnlyList<VolumeSource>> OfAsync(Container container, IReadOnlyDictionary<string, string> replacements)
    {
        var sources = new List<VolumeSource>();
        foreach (var reference in container.HostConfig.Texts("VolumesFrom").Select(text => text.Split(':')))
        {
            if (await FindAsync(reference[0]) is not { } current)
                continue; // creation says what is wrong
            var isById = DependencyReader.IsIdOf(reference[0], current);
            var replacement = !isById && replacements.TryGetValue(current.Id, out var id) ? await FindAsync(id) : null;
            sources.Add(new VolumeSource(current, replacement, IsReadOnly: reference.Skip(1).Any(mode => mode.Split(',').Contains("ro"))));
        }

        return sources;
    }

    private async Task<Container?> FindAsync(string nameOrId)
    {
        try
        {
            return new Container(await engine.InspectContainerAsync(nameOrId, CancellationToken.None));
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound)
        {
            return null;
        }
    }
}
