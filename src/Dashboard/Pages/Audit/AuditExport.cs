using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Offboarding.Dashboard.Acting;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Reading;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Audit;

/// <summary>The audit trail as a file, as it comes from the database: CSV, or one JSON array. All times are UTC.</summary>
public static class AuditExport
{
    private static readonly CsvWriterOptions Safe = new() { Injection = CsvInjection.Escape };

    /// <summary>Sends the file; that it was sent is in the trail, with who and why.</summary>
    public static async Task Send(HttpContext context, AuditReader audit, PageFrames frames, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        var filter = new Filter(name => form[name]);
        AuditQuery query = await audit.FindAsync(AuditQuery.Of(filter, context.User), filter, cancellationToken);
        if (!filter.IsUnderstood)
        {
            await frames.NotUnderstood(context, [.. filter.NotUnderstood, "Nothing was exported."]).ExecuteAsync(context);
            return;
        }

        string format = form["format"] == "json" ? "json" : "csv";
        Guid operation = await audit.RecordExportAsync(query, format, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        context.Response.ContentType = format == "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{operation}.{format}\"";
        bool personal = context.User.May(Permission.ViewPersonalData);
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        IAsyncEnumerable<AuditRow> rows = audit.ExportAsync(query, cancellationToken).Select(row => PersonalData.Shown(row, personal));
        await (format == "json" ? JsonAsync(writer, rows) : CsvAsync(writer, rows, cancellationToken));
    }

    /// <summary>A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    internal static async Task CsvAsync(TextWriter writer, IAsyncEnumerable<AuditRow> rows, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(writer, Safe, leaveOpen: true);
        await csv.WriteRecordAsync(["id", "at", "workspaceId", "caseId", "actor", "actorName", "action", "operationId", "details", "number", "hash"], cancellationToken);
        await foreach (AuditRow row in rows)
        {
            await csv.WriteRecordAsync(
                [
                    row.Id.ToString(CultureInfo.InvariantCulture), Utc(row.At), row.WorkspaceId.ToString(), row.CaseId?.ToString(), row.Actor, row.ActorName, row.Action,
                    row.OperationId?.ToString(), row.Details, row.Number?.ToString(CultureInfo.InvariantCulture), row.Hash,
                ],
                cancellationToken);
        }
    }

    private static async Task JsonAsync(TextWriter writer, IAsyncEnumerable<AuditRow> rows)
    {
        string before = "[\n";
        await foreach (AuditRow row in rows)
        {
            await writer.WriteAsync(before + Json(row));
            before = ",\n";
        }

        await writer.WriteAsync(before == "[\n" ? "[\n]\n" : "\n]\n");
    }

    private static string Json(AuditRow row) => JsonSerializer.Serialize(
        new
        {
            row.Id,
            at = Utc(row.At),
            row.WorkspaceId,
            row.CaseId,
            row.Actor,
            row.ActorName,
            row.Action,
            row.OperationId,
            details = JsonNode.Parse(row.Details),
            row.Number,
            row.Hash,
        },
        JsonSerializerOptions.Web);

    private static string Utc(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
