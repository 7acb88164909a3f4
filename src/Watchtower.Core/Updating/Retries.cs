using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Does again what the engine has refused, a few times, because what was in the way may pass.</summary>
/// <param name="pauses">Before each further attempt.</param>
public sealed class Retries(params TimeSpan[] pauses)
{
    /// <summary>
    /// For a Watchtower that relieves another: one strange answer must not end it, or the old one would take that for a
    /// failure of the image, and never try it again.
    /// </summary>
    public static Retries OfASuccessor { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    /// <param name="step">What is done again from its beginning.</param>
    /// <param name="mayPass">False for a failure that will be the same the next time.</param>
    public Task RunAsync(
        Func<CancellationToken, Task> step, Func<EngineException, bool> mayPass, TimeProvider time, CancellationToken cancellation) =>
        AskAsync(
            async token =>
            {
                await step(token);
                return true;
            },
            mayPass, time, cancellation);

    /// <inheritdoc cref="RunAsync"/>
    /// <returns>The answer to the first attempt that was not refused.</returns>
    public async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T>> step, Func<EngineException, bool> mayPass, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await step(cancellation);
            }
            catch (EngineException failure) when (attempt < pauses.Length && mayPass(failure))
            {
                await time.Delay(pauses[attempt], cancellation);
            }
        }
    }
}
