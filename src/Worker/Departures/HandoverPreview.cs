using Offboarding.Contracts;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Departures;

/// <summary>Foretells a handover: a pure function of the plan and the facts, in closed form whatever the number of items (F3).</summary>
public static class HandoverPreview
{
    /// <summary>What would become of each kind of work.</summary>
    /// <param name="plan">With teams resolved; null hands over nothing.</param>
    /// <param name="facts">What the database says.</param>
    public static IReadOnlyList<KindPreview> Kinds(HandoverPlan? plan, PreviewFacts facts) => [.. WorkKind.All.Select(kind =>
        Kind(kind.Name, plan is null ? null : kind.Allocation(plan), facts.OpenWork.GetValueOrDefault(kind.Name), facts.Loads.GetValueOrDefault(kind.Name)))];

    /// <summary>What is allowed and may still be a surprise.</summary>
    public static IReadOnlyList<PreviewWarning> Warnings(Guid leaver, IReadOnlyList<KindPreview> kinds, PreviewFacts facts) =>
    [
        .. kinds.SelectMany(kind => kind.Recipients.Where(r => r.Gets > facts.WarnAbove).Select(r => Warning(
            PreviewWarningCode.RecipientGetsMany, kind.Kind, r.UserId,
            $"Recipient {r.UserId} gets {Say.Items(r.Gets, kind.Kind)} and then has {r.After:N0}; more than {facts.WarnAbove:N0} at once is much."))),
        .. kinds.SelectMany(kind => kind.Recipients).Where(r => r.Gets > 0).Select(r => r.UserId).Distinct().Where(facts.Departures.ContainsKey).Select(user => Warning(
            PreviewWarningCode.RecipientLeaves, null, user,
            $"Recipient {user} leaves on {facts.Departures[user].DueAt:yyyy-MM-dd} ({facts.Departures[user].Reason}); what they get would have to be handed over again.")),
        .. kinds.Where(kind => kind.Kept > 0).Select(kind => Warning(
            PreviewWarningCode.WorkStays, kind.Kind, null, $"{kind.Kept:N0} of {Say.Items(kind.Open, kind.Kind)} {(kind.Kept == 1 ? "stays" : "stay")} with {leaver}, who cannot sign in then.")),
    ];

    /// <summary>Whether the last day has passed already.</summary>
    public static IReadOnlyList<PreviewWarning> LastDay(LastDay lastDay, DateTime now) => LastDayRule.Late(lastDay, now) is { } late
        ? [Warning(PreviewWarningCode.LastDayPassed, null, null, $"The last day ended at {Say.Instant(late)}: the departure starts at once.")]
        : [];

    /// <summary>Recipients who are on leave now; the rules accept them only if they are to be back by the last day.</summary>
    public static IReadOnlyList<PreviewWarning> OnLeave(IReadOnlyList<KindPreview> kinds, RecipientFacts recipients) =>
    [
        .. kinds.SelectMany(kind => kind.Recipients).Select(r => r.UserId).Distinct().Where(recipients.BackAt.ContainsKey).Select(user => Warning(
            PreviewWarningCode.RecipientOnLeave, null, user,
            $"Recipient {user} is on leave until {recipients.BackAt[user]:yyyy-MM-dd}; if they are not back by then their share goes to the others, or ops are asked.")),
    ];

    /// <summary>Whether the return finds a seat although the limit is lowered by the one that becomes free.</summary>
    public static IReadOnlyList<PreviewWarning> Return(DeactivateUserRequested request, bool holdsSeat, SeatCount seats) =>
        request.LowerSeatLimit && holdsSeat && seats.Free == 0 && request.SaidReturn().Begins() is { } back
            ? [Warning(PreviewWarningCode.ReturnWithoutSeat, null, request.UserId,
                $"User {request.UserId} returns on {back:yyyy-MM-dd} and needs a seat, but all {seats.SeatLimit} are in use and lowerSeatLimit takes away the one that becomes free. Leave it out, or raise the limit before the return.")]
            : [];

    /// <summary>Whether the request would wait for a second person (F9).</summary>
    public static IReadOnlyList<PreviewWarning> Held(MassChangeFacts facts) => MassChangeRule.IsOver(facts, adding: 1)
        ? [Warning(PreviewWarningCode.HeldForApproval, null, null,
            $"{Say.Count(facts.Counted, "person was", "people were")} asked for in {Say.Count(facts.PeriodHours, "hour")}; one more waits for the approval of a second person.")]
        : [];

    private static KindPreview Kind(string name, Allocation? allocation, long open, IReadOnlyDictionary<Guid, long>? loads)
    {
        if (allocation is null or { Strategy: AllocationStrategy.Keep } || !IsResolved(allocation))
        {
            return new KindPreview { Kind = name, Open = open, Kept = open, Unassigned = 0, Recipients = [] };
        }

        var allocator = Allocator.For(allocation, loads);
        long moved = Math.Min(open, Allocator.Limit(allocation));
        long[] shares = allocator.Shares(moved);
        return new KindPreview
        {
            Kind = name,
            Open = open,
            Kept = open - moved,
            Unassigned = moved - shares.Sum(),
            Recipients = [.. allocator.People.Zip(shares, (user, gets) =>
            {
                long before = loads?.GetValueOrDefault(user) ?? 0;
                return new RecipientPreview { UserId = user, Before = before, Gets = gets, After = before + gets };
            })],
        };
    }

    /// <summary>A team that is not there, or has nobody to receive, is refused; nothing would move.</summary>
    private static bool IsResolved(Allocation allocation) =>
        allocation.Recipients.All(r => r.UserId is not null || r.Group is { Count: > 0 })
        && (allocation.Strategy != AllocationStrategy.LeastLoaded || allocation.Recipients.Count > 0);

    private static PreviewWarning Warning(PreviewWarningCode code, string? kind, Guid? userId, FormattableString message) =>
        new() { Code = code, Kind = kind, UserId = userId, Message = FormattableString.Invariant(message) };
}
