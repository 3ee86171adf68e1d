using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Everything one case shows.</summary>
/// <param name="Facts">Who, why, and the times that matter.</param>
/// <param name="Steps">What is to be done.</param>
/// <param name="Attempts">Those that failed, the newest first.</param>
/// <param name="Handover">What went to whom.</param>
/// <param name="PlanRecipients">Those the plan names.</param>
/// <param name="Audit">Who did what, the newest first.</param>
/// <param name="Batches">What changed hands, minute by minute, the newest first.</param>
/// <param name="Answers">Commands on the case and the events they were answered with.</param>
/// <param name="Askers">On whose behalf an operator can request; empty where nothing is left to request.</param>
/// <param name="Notes">Notes and who has it, the newest first.</param>
public sealed record CaseDetails(
    CaseFacts Facts,
    IReadOnlyList<StepRow> Steps,
    IReadOnlyList<StepAttempt> Attempts,
    IReadOnlyList<HandoverRow> Handover,
    IReadOnlyList<Person> PlanRecipients,
    IReadOnlyList<AuditRow> Audit,
    IReadOnlyList<BatchRow> Batches,
    IReadOnlyList<AnswerRow> Answers,
    IReadOnlyList<Asker> Askers,
    IReadOnlyList<NoteRow> Notes)
{
    /// <summary>As far as it decides what can be done.</summary>
    public CaseNow Now => new()
    {
        Id = Facts.Id,
        WorkspaceId = Facts.WorkspaceId,
        Kind = Facts.Kind,
        State = Facts.State,
        DueAt = Facts.DueAt,
        ReturnAt = Facts.ReturnAt,
        ReturnStatus = Facts.ReturnStatus,
        UndoneBy = Facts.UndoneBy,
        Moved = Handover.Count > 0,
        Steps = Steps,
    };
}
