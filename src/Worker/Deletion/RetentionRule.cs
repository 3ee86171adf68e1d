using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Nobody is deleted while the workspace's retention period runs (D10): a pure function. Null is yes.</summary>
public static class RetentionRule
{
    /// <param name="userId">Who.</param>
    /// <param name="due">When the deletion would be, UTC.</param>
    /// <param name="until">The end of the period, UTC; null: there is none.</param>
    public static Refusal? Check(Guid userId, DateTime due, DateTime? until) => until is { } end && due < end
        ? new Refusal(RefusalCode.RetentionRunning,
            $"User {userId} has to be kept until {Say.Instant(end)}, by the workspace's policy retentionDays.",
            $"Until then the user stays inactive. A deletion can be scheduled now, with a lastDay of {Say.Instant(end)} or later; use a new requestId.")
        : null;
}
