using System.Net;

namespace Watchtower.Registries;

/// <summary>What came of a request: an answer, or why there is none.</summary>
internal sealed record RegistryReply
{
    /// <summary>Null if there is no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The end of a sentence about why there is no answer.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>There is no answer because all the time for one was spent.</summary>
    public bool IsLate { get; init; }

    public IReadOnlyList<Challenge> Challenges { get; init; } = [];

    /// <summary>Docker-Content-Digest.</summary>
    public string? Digest { get; init; }

    /// <summary>How long the registry asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Empty for HEAD. Never printed: it may hold a token.</summary>
    public byte[] Body { get; init; } = [];

    public bool IsSuccess => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <summary>404 is how some registries hide from nobody what they would show to somebody.</summary>
    public bool IsRefusal => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    public bool IsServerError => Status >= HttpStatusCode.InternalServerError && Status != HttpStatusCode.NotImplemented;

    /// <summary>429, which .NET Framework has no name for, or a 503 that says when to come again.</summary>
    public bool IsTooMany => (int?)Status == 429 || (Status == HttpStatusCode.ServiceUnavailable && RetryAfter is not null);

    /// <param name="trouble">The end of a sentence; of the runtime's own words the first line is taken.</param>
    public static RegistryReply None(string trouble) => new() { Trouble = trouble.Split('\n')[0].Trim() };

    /// <summary>For the end of a sentence.</summary>
    public override string ToString() => Status is { } status ? FormattableString.Invariant($"it answers {(int)status}") : Trouble;
}
