namespace Watchtower.Registries;

/// <summary>How long a registry may take, and how often it is asked again.</summary>
internal sealed record RegistryPatience
{
    /// <summary>For one request with all its redirects, from the connection to the last byte.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Before the second try after a 5xx; twice that before the third.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(500);

    public int Tries { get; init; } = 3;

    /// <summary>After a 429 that says nothing about it.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longer ones are taken for a mistake.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(6);
}
