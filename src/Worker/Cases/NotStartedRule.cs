using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Cases;

/// <summary>Checks that a departure or a deletion has not started, so that it can be cancelled or rescheduled (F1). Returns null if so; otherwise the refusal, which says what is possible instead.</summary>
public static class NotStartedRule
{
    /// <param name="caseId">The case.</param>
    /// <param name="state">Its state, under its lock.</param>
    /// <param name="wish">Completes "cannot be ...".</param>
    /// <param name="kind">Of the case.</param>
    public static Refusal? Check(Guid caseId, CaseState state, string wish, CaseKind kind)
    {
        (string? problem, string help) = state switch
        {
            CaseState.Scheduled or CaseState.HeldForApproval => (null, ""),
            CaseState.Cancelled => ("has already been cancelled", "Nothing to do; to ask again, send a new request."),
            CaseState.Refused => ("was refused on its last day", "Nothing to do; to ask again, send a new request."),
            _ when kind == CaseKind.Delete => ("has deleted the user", "That cannot be undone; the person can be invited as a new user."),
            CaseState.Completed => ("is completed", "To let the person in again send ReactivateUserRequested; a handover can be undone."),
            _ => ("has started: sign-in is closed", "Let it come to its end (it can be paused), then send ReactivateUserRequested."),
        };
        return problem is null ? null : new Refusal(RefusalCode.ConflictingRequest, $"Case {caseId} {problem} and cannot be {wish}.", help);
    }
}
