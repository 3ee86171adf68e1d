using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offboarding.Dashboard.Pages.Report;

/// <summary>The report as a document other programs can rely on. All times are UTC.</summary>
internal static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static object Of(LeaverReport report, DateTime at) => new
    {
        reportedAt = Utc(at),
        offboardingId = report.Facts.Id,
        workspace = new { id = report.Facts.WorkspaceId, name = report.Facts.Workspace },
        leaver = new { id = report.Facts.UserId, name = report.Facts.Leaver, email = report.Facts.LeaverEmail },
        request = new
        {
            id = report.Facts.RequestId,
            by = new { id = report.Facts.RequestedBy, name = report.Facts.RequestedByName },
            sentBy = Sent(report, report.Facts.Id),
            at = Utc(report.Facts.RequestedAt),
            reason = report.Facts.Reason,
            dueAt = Utc(report.Facts.DueAt),
            plan = JsonNode.Parse(report.Facts.Plan),
        },
        planChanges = report.PlanChanges.Select(c => new { at = Utc(c.At), by = new { id = c.Actor, name = c.ActorName }, details = JsonNode.Parse(c.Details) }),
        state = report.Facts.State,
        startedAt = Utc(report.Facts.StartedAt),
        signInClosedAt = Utc(report.Facts.SignInClosedAt),
        sessionsEndedAt = Utc(report.Facts.SessionsEndedAt),
        completedAt = Utc(report.Facts.CompletedAt),
        returnAt = Utc(report.Facts.ReturnAt),
        returnStatus = report.Facts.ReturnStatus,
        steps = report.Steps.Select(s => new
        {
            name = s.Name,
            status = s.Status,
            total = s.Total,
            done = s.Done,
            failedAttempts = s.Attempts,
            startedAt = Utc(s.StartedAt),
            finishedAt = Utc(s.FinishedAt),
        }),
        failures = report.Attempts.Select(a => new { step = a.Step, attempt = a.Attempt, at = Utc(a.FailedAt), error = a.ErrorType, message = a.Message }),
        handover = report.Handover.Select(h => new
        {
            kind = h.Kind,
            recipient = h.RecipientId is null ? null : new { id = h.RecipientId, name = h.Recipient },
            items = h.Items,
            firstMovedAt = Utc(h.FirstMovedAt),
            lastMovedAt = Utc(h.LastMovedAt),
        }),
        seats = report.Seats.Select(s => new { at = Utc(s.ChangedAt), change = s.Change, from = s.FromCount, to = s.ToCount, by = s.ChangedBy, byName = s.ChangedByName, reason = s.Reason }),
        givenBack = report.GivenBack.Select(b => new { offboardingId = b.Id, state = b.State, items = b.Items, by = b.RequestedByName, sentBy = Sent(report, b.Id), at = Utc(b.RequestedAt), completedAt = Utc(b.CompletedAt) }),
        leftOver = report.LeftOver.Select(l => new { kind = l.Kind, items = l.Items }),
        audit = report.Audit.Select(a => new
        {
            number = a.Number,
            at = Utc(a.At),
            actor = a.Actor,
            actorName = a.ActorName,
            inTheNameOf = a.InTheNameOf,
            action = a.Action,
            operationId = a.OperationId,
            details = JsonNode.Parse(a.Details),
            hash = a.Hash,
        }),
    };

    /// <summary>The operator's account and reason; null: the request did not come from the dashboard.</summary>
    private static object? Sent(LeaverReport report, Guid id) =>
        report.SenderOf(id) is { } sender ? new { account = sender.Actor, comment = sender.Comment, at = Utc(sender.At) } : null;

    private static DateTime? Utc(DateTime? time) => time is { } known ? DateTime.SpecifyKind(known, DateTimeKind.Utc) : null;
}
