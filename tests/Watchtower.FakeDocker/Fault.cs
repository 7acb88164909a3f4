using Watchtower.Ports;

namespace Watchtower.FakeDocker;

/// <summary>When a call fails, measured by its effect on the engine.</summary>
public enum FaultMoment
{
    /// <summary>The call has no effect.</summary>
    Before,

    /// <summary>The call takes effect, and its answer is lost.</summary>
    After,
}

/// <summary>One call that goes wrong.</summary>
/// <param name="Call">Index of the call, from 0, counted over the life of the client.</param>
/// <param name="Moment">Before or after the call takes effect.</param>
/// <param name="Failure">What the caller sees; null means that the calling process dies.</param>
public sealed record Fault(int Call, FaultMoment Moment, EngineFailure? Failure)
{
    public static Fault Refuse(int call, EngineFailure failure) => new(call, FaultMoment.Before, failure);

    public static Fault LoseAnswer(int call) => new(call, FaultMoment.After, EngineFailure.Unreachable);

    public static Fault Kill(int call, FaultMoment moment) => new(call, moment, null);

    public override string ToString() =>
        $"call {Call} {(Failure is { } failure ? failure.ToString() : "killed")} {(Moment == FaultMoment.Before ? "before" : "after")} its effect";

    internal Exception AsException(Call call) =>
        Failure is { } failure ? new EngineException(failure, $"{call}: {failure}, as planned") : new ProcessKilledException();
}
