using System.Text.Json.Nodes;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.Evidence;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Export;

/// <summary>What can be taken out as a file: what a page is asked for, all of it. A filter that is not understood exports nothing.</summary>
public static class Exports
{
    /// <summary>Rows of an export at most, but of the audit trail; who needs more narrows it down.</summary>
    public const int Most = 100_000;

    /// <summary>The columns of the audit trail.</summary>
    internal static IReadOnlyList<Column<AuditRow>> AuditColumns { get; } =
    [
        new("id", static row => row.Id), new("at", static row => row.At), new("workspaceId", static row => row.WorkspaceId), new("caseId", static row => row.CaseId),
        new("actor", static row => row.Actor), new("actorName", static row => row.ActorName), new("action", static row => row.Action), new("operationId", static row => row.OperationId),
        new("details", static row => JsonNode.Parse(row.Details)), new("number", static row => row.Number), new("hash", static row => row.Hash),
    ];

    private static readonly IReadOnlyList<Column<CaseRow>> LeaverColumns =
    [
        new("caseId", static row => row.Id), new("kind", static row => row.Kind), new("workspace", static row => row.Workspace), new("name", static row => row.Leaver),
        new("email", static row => row.LeaverEmail), new("state", static row => row.State), new("steps", static row => row.CurrentSteps), new("requestedAt", static row => row.RequestedAt),
        new("dueAt", static row => row.DueAt), new("sessionsEndedAt", static row => row.SessionsEndedAt), new("completedAt", static row => row.CompletedAt),
        new("items", static row => row.Unplanned ? null : row.Total), new("done", static row => row.Done), new("failedAttempts", static row => row.Attempts),
    ];

    private static readonly IReadOnlyList<Column<EvidenceRow>> EvidenceColumns =
    [
        new("workspaceId", static row => row.WorkspaceId), new("caseId", static row => row.CaseId), new("case", static row => row.CaseKind), new("kind", static row => row.Kind),
        new("items", static row => row.Items), new("fromId", static row => row.UserId), new("from", static row => row.User), new("toId", static row => row.RecipientId), new("to", static row => row.Recipient),
        new("requestedById", static row => row.RequestedBy), new("requestedBy", static row => row.RequestedByName), new("sentBy", static row => row.SentBy), new("firstMovedAt", static row => row.FirstMovedAt), new("lastMovedAt", static row => row.LastMovedAt),
    ];

    private static readonly IReadOnlyList<Column<FailureRow>> FailureColumns =
    [
        new("caseId", static row => row.CaseId), new("workspace", static row => row.Workspace), new("name", static row => row.Leaver), new("step", static row => row.Step), new("kind", static row => row.Kind),
        new("attempts", static row => row.Attempts), new("failedAt", static row => row.FailedAt), new("nextAttemptAt", static row => row.NextAttemptAt), new("message", static row => row.Message),
    ];

    /// <summary>The audit trail.</summary>
    public static async Task Audit(HttpContext context, AuditReader audit, TableFile file, PageFrames frames, CancellationToken cancellationToken)
    {
        Filter filter = await FilterAsync(context, cancellationToken);
        AuditQuery query = await audit.FindAsync(AuditQuery.Of(filter, context.User), filter, cancellationToken);
        if (await UnderstoodAsync(context, filter, frames))
        {
            await file.SendAsync(context, "audit", query.FieldsWithoutNames(), AuditColumns, audit.ExportAsync(query, cancellationToken), cancellationToken);
        }
    }

    /// <summary>The list of leavers.</summary>
    public static async Task Leavers(HttpContext context, CaseReader cases, TableFile file, PageFrames frames, CancellationToken cancellationToken)
    {
        Filter filter = await FilterAsync(context, cancellationToken);
        CaseQuery query = await cases.FindAsync(CaseQuery.Of(filter, context.User) with { Before = null }, filter, cancellationToken);
        if (await UnderstoodAsync(context, filter, frames))
        {
            // Whom somebody searched for is not kept: it is a name or an address.
            Dictionary<string, string> asked = new() { ["filter"] = (query with { Search = null }).ToQueryString(), ["searched"] = query.Search is null ? "no" : "yes" };
            await file.SendAsync(context, "leavers", asked, LeaverColumns, cases.ExportAsync(query, Most, cancellationToken), cancellationToken);
        }
    }

    /// <summary>What went to whom, of an item or a person.</summary>
    public static async Task Evidence(HttpContext context, EvidenceReader evidence, TableFile file, PageFrames frames, CancellationToken cancellationToken)
    {
        Filter filter = await FilterAsync(context, cancellationToken);
        EvidenceQuery query = EvidenceQuery.Of(filter, context.User);
        if (await UnderstoodAsync(context, filter, frames))
        {
            Dictionary<string, string> asked = query.Item is { } item
                ? new() { ["kind"] = query.Kind, ["item"] = item.ToString(System.Globalization.CultureInfo.InvariantCulture) }
                : new() { ["person"] = Guid.TryParse(query.Person, out Guid id) ? id.ToString() : "by name" };
            await file.SendAsync(context, "evidence", asked, EvidenceColumns, evidence.ExportAsync(query, Most, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Steps that failed, or are retried: all, or those of a group.</summary>
    public static async Task Failures(HttpContext context, FailureReader failures, TableFile file, PageFrames frames, CancellationToken cancellationToken)
    {
        Filter filter = await FilterAsync(context, cancellationToken);
        (string status, string? step, string? kind) = (FailureReader.StatusOf(filter), filter.Text("step"), filter.Text("kind"));
        if (await UnderstoodAsync(context, filter, frames))
        {
            await file.SendAsync(context, "failures", QueryFields.Given(("state", status), ("step", step), ("kind", kind)), FailureColumns, failures.ExportAsync(status, step, kind, Most, cancellationToken), cancellationToken);
        }
    }

    private static async Task<Filter> FilterAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        return new Filter(name => form[name]);
    }

    private static async Task<bool> UnderstoodAsync(HttpContext context, Filter filter, PageFrames frames)
    {
        if (!filter.IsUnderstood)
        {
            await frames.NotUnderstood(context, [.. filter.NotUnderstood, "Nothing was exported."]).ExecuteAsync(context);
        }

        return filter.IsUnderstood;
    }
}
