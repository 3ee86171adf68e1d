using System.Globalization;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Checks whether a day of return can be used (F2): pure functions. Returns null if so; otherwise the refusal.</summary>
public static class ReturnRule
{
    /// <summary>The longest absence; whoever is away longer is let in by hand.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1096);

    /// <param name="day">As it was said.</param>
    /// <param name="who">The start of the sentence, with an id: <c>The return of user ...</c>.</param>
    /// <param name="lastDayEnds">When access ends or ended, UTC.</param>
    /// <param name="utcNow">By the database's clock.</param>
    public static Refusal? Check(ReturnDay day, string who, DateTime lastDayEnds, DateTime utcNow)
    {
        if (day.Begins() is not { } begins)
        {
            return null;
        }

        DateTime at = begins.UtcDateTime;
        string? problem = at <= utcNow ? "is in the past; let the person in with ReactivateUserRequested"
            : at <= lastDayEnds ? $"is not after the last day, which ends at {Say.Instant(lastDayEnds)}"
            : at > lastDayEnds + Longest ? $"is more than {Longest.Days} days after the last day; leave it out and let the person in by hand"
            : null;
        if (problem is null)
        {
            return null;
        }

        string said = day.Date is { } date ? $"{date.ToString("O", CultureInfo.InvariantCulture)} in {day.Zone}" : Say.Instant(begins);
        return new Refusal(RefusalCode.InvalidRequest, $"{who} cannot be used: {said} {problem}.",
            $"Correct {day.Field} and send the request again; the same requestId may be used.",
            [new FieldError { Path = day.Field, Problem = $"{said} {problem}" }]);
    }

    /// <summary>A last day does not move past the return: which of the two is meant, only the sender knows.</summary>
    public static Refusal? CheckMovedLastDay(Guid caseId, string field, DateTime ends, DateTime? returnAt) => returnAt is { } at && ends >= at
        ? new Refusal(RefusalCode.InvalidRequest,
            $"The last day of case {caseId} cannot move to {Say.Instant(ends)}: the person returns at {Say.Instant(at)}.",
            "Move the return first with SetReturnRequested, or cancel it with CancelReturnRequested.",
            [new FieldError { Path = field, Problem = "is not before the return" }])
        : null;

    /// <summary>A return can be set and moved as long as it can come.</summary>
    /// <param name="row">The case.</param>
    /// <param name="facts">Its return and its person.</param>
    public static Refusal? CheckCase(OffboardingCase row, ReturnFacts facts)
    {
        (string Problem, string Help)? no = (row.Kind, row.State, facts) switch
        {
            (not CaseKind.Deactivate, _, _) => ("is not a departure", "Name the case of a departure."),
            (_, "cancelled", _) => ("was cancelled", "There is nothing to return from."),
            (_, "refused", _) => ("was refused", "There is nothing to return from."),
            (_, _, { UserStatus: "deleted" }) => ("is about a person who was deleted", "Invite them as a new user."),
            (_, _, { NeverActive: true }) => ("is about a person who was invited and never active", "Send InviteUserRequested with the same address; the person keeps the id."),
            (_, _, { Status: "returned" }) => ("is over: the person is back", "A new absence is a new request."),
            (_, _, { DepartedAgain: true }) => ("is not the person's last departure", "Name the last one."),
            _ when row.StartedAt is not null && facts.UserStatus != "inactive" => ("is over: the person is back", "A new absence is a new request."),
            _ => null,
        };
        return no is var (problem, help)
            ? new Refusal(RefusalCode.ConflictingRequest, $"Case {row.CorrelationId} {problem}; it cannot have a return.", help)
            : null;
    }

    /// <summary>Only what is ahead can be cancelled.</summary>
    public static Refusal? CheckCancel(Guid caseId, ReturnFacts facts) => facts.IsOpen ? null : new Refusal(
        RefusalCode.ConflictingRequest,
        facts.Status switch
        {
            null => $"Case {caseId} has no return.",
            "returned" => $"The person of case {caseId} is back already.",
            _ => $"The return of case {caseId} was cancelled already.",
        },
        "There is nothing to cancel.");
}
