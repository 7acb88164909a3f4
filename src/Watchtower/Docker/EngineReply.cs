namespace Watchtower.Docker;

/// <param name="Status">200, 404, ….</param>
/// <param name="Message">The engine's own words for a failure; null in any other answer, such as a proxy's.</param>
internal sealed record EngineReply(int Status, string? Message)
{
    /// <summary>The engine itself has answered, and not with a refusal: a plugin of its own refuses with 403, too.</summary>
    public bool IsAllowed => Status is >= 200 and < 300 || (Message is not null && Status is not (401 or 403 or 405));
}
