namespace Watchtower.SystemTests.Faults;

/// <param name="Plan">What was played.</param>
/// <param name="Complaint">What was wrong in the end; null if it survived.</param>
/// <param name="CameUp">Whether the call came, so that something could go wrong at it.</param>
public sealed record FaultResult(FaultPlan Plan, string? Complaint, bool CameUp)
{
    public bool IsSurvived => Complaint is null;

    public override string ToString() =>
        $"{(IsSurvived ? "survived" : "not survived")}: {Plan}{(CameUp ? "" : " (the call did not come)")}{(IsSurvived ? "" : $": {Complaint}")}";
}
