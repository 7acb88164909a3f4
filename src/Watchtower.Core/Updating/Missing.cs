using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>For steps whose aim is reached when the container is gone: a <c>--rm</c> container goes by itself.</summary>
internal static class Missing
{
    public static async Task IsFineAsync(Task step)
    {
        try
        {
            await step;
        }
        catch (EngineException failure) when (failure.Failure == EngineFailure.NotFound)
        {
            // It is gone: that is what was wanted.
        }
    }
}
