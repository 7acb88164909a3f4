namespace Watchtower.Updating;

/// <summary>Many calls at once, but not all at once: the engine of a Raspberry Pi has other things to do.</summary>
internal static class Bounded
{
    public const int AtOnce = 8;

    public static async Task<IReadOnlyList<TResult>> SelectAsync<T, TResult>(
        IEnumerable<T> items, Func<T, Task<TResult>> select, CancellationToken cancellation)
    {
        var places = new Places(AtOnce);
        return await Task.WhenAll(items.Select(item => places.InOneAsync(() => select(item), cancellation)).ToList());
    }
}
