namespace Watchtower.Updating;

/// <summary>Many calls at once, but not all at once: the engine of a Raspberry Pi has other things to do.</summary>
internal static class Bounded
{
    private const int AtOnce = 8;

    public static async Task<IReadOnlyList<TResult>> SelectAsync<T, TResult>(
        IEnumerable<T> items, Func<T, Task<TResult>> select, CancellationToken cancellation)
    {
        using var places = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(items.Select(WithPlace).ToList());

        async Task<TResult> WithPlace(T item)
        {
            await places.WaitAsync(cancellation);
            try
            {
                return await select(item);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
