using Offboarding.Contracts;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Returns;

/// <summary>Decides what becomes of a return now: a pure function of its facts and its case.</summary>
public static class DueReturn
{
    /// <summary>Why there is nothing to return to or from any more; null: it may still come.</summary>
    public static ReturnEnd? CancelledBy(OffboardingCase row, ReturnFacts facts) => facts switch
    {
        { IsOpen: false } => null,
        { UserStatus: "deleted" } => ReturnEnd.Deleted,
        _ when row.State is "cancelled" or "refused" => ReturnEnd.NoDeparture,
        { NeverActive: true } when row.StartedAt is not null => ReturnEnd.NeverActive,
        { DepartedAgain: true } => ReturnEnd.DepartedAgain,
        { UserStatus: "active" } when row.StartedAt is not null => ReturnEnd.Reactivated,
        _ => null,
    };

    /// <summary>The day has come, and the person is out: a case whose last day was missed starts first.</summary>
    public static bool IsDue(OffboardingCase row, ReturnFacts facts) =>
        facts.IsOpen && facts.ReturnAt <= facts.Now && row.StartedAt is not null && CancelledBy(row, facts) is null;
}
