using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Reads containers in full, patiently: one that can't be read is skipped, and must not cost the others their pass.</summary>
internal sealed class Inspection(IDockerEngine engine, IUpdateEvents events, TimeProvider time)
{
    private static readonly TimeSpan[] _retries = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

    public async Task<IReadOnlyList<Container>> ReadAsync(IEnumerable<ContainerSummary> summaries, CancellationToken cancellation) =>
        [.. (await Bounded.SelectAsync(summaries, summary => TryReadAsync(summary, cancellation), cancellation)).OfType<Container>()];

    private async Task<Container?> TryReadAsync(ContainerSummary summary, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new Container(await engine.InspectContainerAsync(summary.Id, cancellation));
            }
            catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound || attempt == _retries.Length)
            {
                if (failure.Failure == EngineFailure.Unreachable)
                    throw;
                events.ContainerUnreadable(summary.Name, failure.Message);
                return null;
            }
            catch (Exception failure) when (failure is FormatException or ArgumentException or InvalidOperationException)
            {
                // Also what the JSON reader throws late, for a key that is there twice or half a character.
                events.ContainerUnreadable(summary.Name, failure.Message);
                return null;
            }
            catch (EngineException)
            {
                await time.Delay(_retries[attempt], cancellation);
            }
        }
    }
}
