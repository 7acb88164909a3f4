namespace Watchtower.Updating;

/// <summary>Room for so many calls at once; who comes later waits for a place.</summary>
#pragma warning disable CA1001 // a semaphore has nothing to give back as long as nobody asks for its handle
internal sealed class Places(int count)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(count);

    public async Task<T> InOneAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            return await act();
        }
        finally
        {
            _free.Release();
        }
    }
}
