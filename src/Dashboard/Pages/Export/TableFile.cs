using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Export;

/// <summary>Rows as a file, as they come from the database: CSV, or one JSON array. All times are UTC. That it was sent is in the audit trail, with who and why.</summary>
public sealed class TableFile(DashboardDatabase database)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly CsvWriterOptions Safe = new() { Injection = CsvInjection.Escape };

    /// <summary>Writes into the trail that somebody takes it out, and then sends it, without personal data for who may not see any.</summary>
    /// <param name="context">The request: its form has the format and why.</param>
    /// <param name="what">What it is, in the name of the file and in the trail.</param>
    /// <param name="filter">What was asked for, for the trail.</param>
    /// <param name="columns">What a row has.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync<TRow>(
        HttpContext context, string what, IEnumerable<KeyValuePair<string, string>> filter, IReadOnlyList<Column<TRow>> columns, IAsyncEnumerable<TRow> rows,
        CancellationToken cancellationToken)
    {
        string format = (await context.Request.ReadFormAsync(cancellationToken))["format"] == "json" ? "json" : "csv";
        Guid operation = await RecordAsync(
            JsonSerializer.Serialize(new { what, format, filter = filter.ToDictionary() }, JsonSerializerOptions.Web), context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        context.Response.ContentType = format == "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{what}-{operation}.{format}\"";
        bool personal = context.User.May(Permission.ViewPersonalData);
        IAsyncEnumerable<TRow> shown = rows.Select(row => PersonalData.Shown(row, personal));
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await (format == "json" ? JsonAsync(writer, columns, shown) : CsvAsync(writer, columns, shown, cancellationToken));
    }

    /// <summary>A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    internal static async Task CsvAsync<TRow>(TextWriter writer, IReadOnlyList<Column<TRow>> columns, IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(writer, Safe, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns.Select(static column => column.Name)], cancellationToken);
        await foreach (TRow row in rows)
        {
            await csv.WriteRecordAsync([.. columns.Select(column => Text(column.Value(row)))], cancellationToken);
        }
    }

    private static async Task JsonAsync<TRow>(TextWriter writer, IReadOnlyList<Column<TRow>> columns, IAsyncEnumerable<TRow> rows)
    {
        string before = "[\n";
        await foreach (TRow row in rows)
        {
            var fields = new JsonObject(columns.Select(column => KeyValuePair.Create(column.Name, Node(column.Value(row)))));
            await writer.WriteAsync(before + fields.ToJsonString(JsonSerializerOptions.Web));
            before = ",\n";
        }

        await writer.WriteAsync(before == "[\n" ? "[\n]\n" : "\n]\n");
    }

    private static JsonNode? Node(object? value) => value switch
    {
        long number => number,
        int number => number,
        bool flag => flag,
        JsonNode json => json,
        null => null,
        _ => Text(value),
    };

    private static string? Text(object? value) => value switch
    {
        DateTime at => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        JsonNode json => json.ToJsonString(Relaxed),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };

    private async Task<Guid> RecordAsync(string what, string actor, string? why, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<Guid>(
            new CommandDefinition(Sql.Read("record-export"), new { actor, what, why }, cancellationToken: cancellationToken));
    }
}

/// <summary>A column of a file.</summary>
/// <param name="Name">Its head in CSV, and the name of the field in JSON.</param>
/// <param name="Value">What a row has there: text, an id, a number, a time (UTC), a list of JSON, or nothing.</param>
public sealed record Column<TRow>(string Name, Func<TRow, object?> Value);
