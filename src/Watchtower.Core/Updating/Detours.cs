using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// The way through the engine to registries that can't be asked directly, in one pass. The first image of a registry goes
/// ahead, and the others follow only if the engine got there: a registry that is down costs its time-out once.
/// </summary>
internal sealed class Detours
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Task<string?>> _scouts = [];

    /// <summary>Throws <see cref="EngineException"/> with <see cref="EngineFailure.Postponed"/> if the engine does not get there.</summary>
    /// <param name="registry">Where to.</param>
    /// <param name="go">What is done there.</param>
    /// <param name="away">Told once, by the first, why it is out of reach.</param>
    public async Task<T> TakeAsync<T>(string registry, Func<Task<T>> go, Action<string> away)
    {
        var mine = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> scout;
        lock (_lock)
        {
            if (!_scouts.TryGetValue(registry, out scout!))
                scout = _scouts[registry] = mine.Task;
        }

        if (scout != mine.Task)
            return await scout is { } reason ? throw new EngineException(EngineFailure.Postponed, reason) : await go();

        string? trouble = null;
        try
        {
            return await go();
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.RegistryAway)
        {
            trouble = failure.Message;
            away(trouble);
            throw new EngineException(EngineFailure.Postponed, trouble);
        }
        finally
        {
            mine.SetResult(trouble);
        }
    }
}
