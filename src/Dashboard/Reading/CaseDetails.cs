namespace Offboarding.Dashboard.Reading;

/// <summary>Everything one case shows.</summary>
public sealed record CaseDetails(
    CaseFacts Facts,
    IReadOnlyList<StepRow> Steps,
    IReadOnlyList<StepAttempt> Attempts,
    IReadOnlyList<HandoverRow> Handover,
    IReadOnlyList<Person> PlanRecipients,
    IReadOnlyList<AuditRow> Audit);
