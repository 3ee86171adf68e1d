using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Offboarding.Dashboard.Acting;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Reading;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Audit;

/// <summary>The audit trail as a file, as it comes from the database: CSV, or one JSON array. All times are UTC.</summary>
public static class AuditExport
{
    /// <summary>Sends the file; that it was sent is in the trail, with who and why.</summary>
    public static async Task Send(HttpContext context, AuditReader audit, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        var query = AuditQuery.Of(name => form[name]);
        string format = form["format"] == "json" ? "json" : "csv";
        Guid operation = await audit.RecordExportAsync(query, format, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        context.Response.ContentType = format == "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{operation}.{format}\"";
        bool personal = context.User.May(Permission.ViewPersonalData);
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(format == "json" ? "[" : "id,at,workspaceId,caseId,actor,actorName,action,operationId,details,number,hash\r\n");
        bool first = true;
        await foreach (AuditRow row in audit.ExportAsync(query, cancellationToken))
        {
            AuditRow shown = PersonalData.Shown(row, personal);
            await writer.WriteAsync(format == "json" ? (first ? "\n" : ",\n") + Json(shown) : Csv(shown));
            first = false;
        }

        await writer.WriteAsync(format == "json" ? "\n]\n" : "");
    }

    /// <summary>One line (pure). A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    internal static string Csv(AuditRow row) => string.Join(',', new[]
    {
        row.Id.ToString(CultureInfo.InvariantCulture), Utc(row.At), row.WorkspaceId.ToString(), row.CaseId?.ToString(), row.Actor, row.ActorName, row.Action,
        row.OperationId?.ToString(), row.Details, row.Number?.ToString(CultureInfo.InvariantCulture), row.Hash,
    }.Select(Cell)) + "\r\n";

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

    private static string Cell(string? text)
    {
        string safe = text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text ?? "";
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Utc(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
