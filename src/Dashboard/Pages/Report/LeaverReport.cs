using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Report;

/// <summary>What is on record about one departure: who asked, when access ended, what went to whom, the seat, what is left (F7).</summary>
/// <param name="Facts">Who, why, and the times that matter.</param>
/// <param name="Steps">What was to be done.</param>
/// <param name="Attempts">Every attempt that failed, oldest first, without its stack.</param>
/// <param name="Handover">What went to whom.</param>
/// <param name="Seats">The person's seat, and the limit where this request changed it.</param>
/// <param name="LeftOver">Open work the person still has at the time of the report.</param>
/// <param name="Audit">Every act, oldest first, with its place in the audit chain.</param>
/// <param name="PlanRecipients">Those whom the plan names, or named before it was changed.</param>
/// <param name="GivenBack">The cases that gave this work back.</param>
/// <param name="Senders">Operators who asked for the departure and for what gave it back; none: the request did not come from the dashboard.</param>
public sealed record LeaverReport(
    CaseFacts Facts,
    IReadOnlyList<StepRow> Steps,
    IReadOnlyList<StepAttempt> Attempts,
    IReadOnlyList<HandoverRow> Handover,
    IReadOnlyList<SeatChangeRow> Seats,
    IReadOnlyList<OpenWorkRow> LeftOver,
    IReadOnlyList<AuditRow> Audit,
    IReadOnlyList<Person> PlanRecipients,
    IReadOnlyList<GivenBack> GivenBack,
    IReadOnlyList<CaseSender> Senders)
{
    /// <summary>The operator who asked for a case; null: the request did not come from the dashboard.</summary>
    public CaseSender? SenderOf(Guid id) => Senders.FirstOrDefault(sender => sender.CaseId == id);

    /// <summary>Each time the plan was changed.</summary>
    public IEnumerable<AuditRow> PlanChanges => Audit.Where(static row => row.Action == "handover-changed");
}

/// <summary>The operator who asked for a case in somebody's name, and why.</summary>
public sealed record CaseSender
{
    public Guid CaseId { get; init; }

    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime At { get; init; }

    [PersonalData(Personal.Comment)]
    public string? Comment { get; init; }
}

/// <summary>A case that gives work back. Times are UTC.</summary>
public sealed record GivenBack
{
    public Guid Id { get; init; }

    public string State { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    [PersonalData(Personal.Name)]
    public string RequestedByName { get; init; } = "";

    /// <summary>Items that changed hands.</summary>
    public long Items { get; init; }
}
