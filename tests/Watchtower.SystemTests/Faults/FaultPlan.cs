namespace Watchtower.SystemTests.Faults;

/// <summary>What goes wrong where.</summary>
public sealed record FaultPlan(FaultScene Scene, FaultyCall Call, Fault Fault)
{
    public override string ToString() => $"{Scene.Title}, {Call}, {Words(Fault)}";

    public static string Words(Fault fault) => fault switch
    {
        Fault.Error500 => "error 500",
        Fault.Error404 => "error 404",
        Fault.Error409 => "error 409",
        Fault.Dropped => "connection dropped before the call arrives",
        Fault.AnswerLost => "answer lost",
        Fault.AnswerLate => "answer later than the time-out",
        Fault.KilledBefore => "`kill -9` before the call",
        _ => "`kill -9` after the call",
    };
}
