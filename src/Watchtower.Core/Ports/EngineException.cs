namespace Watchtower.Ports;

/// <summary>How the engine failed: what the caller may make of it.</summary>
public enum EngineFailure
{
    /// <summary>No connection, a broken one, or no answer in time: the call may or may not have taken effect.</summary>
    Unreachable,

    /// <summary>404: the container, image or network is not there.</summary>
    NotFound,

    /// <summary>409: a name is taken, something is in use or in the wrong state.</summary>
    Conflict,

    /// <summary>400: the engine can't do this with these options or this image, today or tomorrow.</summary>
    Invalid,

    /// <summary>Any other refusal (401, 500, …): it may work another time.</summary>
    Refused,

    /// <summary>A registry asked for fewer questions, which was told already: not before a later pass.</summary>
    Postponed,

    /// <summary>The engine gets no answers from a registry: its other images need not be tried in this pass.</summary>
    RegistryAway,

    /// <summary>An answer that is not what the API promises.</summary>
    Garbled,
}

/// <summary>
/// The one exception of this program: the engine could not do what was asked. Its message says what failed, for what,
/// and in the engine's own words why. It never holds a secret.
/// </summary>
public sealed class EngineException(EngineFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public EngineFailure Failure { get; } = failure;
}
