using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Failures;

/// <summary>Reads which steps fail: those that wait for an operator, and those that wait for their next attempt.</summary>
public sealed class FailureReader(DashboardDatabase database)
{
    /// <summary>The status of a step that waits for an operator.</summary>
    public const string Failed = "failed";

    /// <summary>The status of a step that is tried again by itself.</summary>
    public const string Retrying = "retrying";

    /// <summary>What an address asks for; those that wait for an operator if it does not say.</summary>
    public static string StatusOf(Filter filter) => filter.OneOf("state", "a state of a failure", Failed, Retrying) ?? Failed;

    private const int PageSize = 50;

    /// <summary>Failing steps by step and kind of error, the most first.</summary>
    public async Task<IReadOnlyList<FailureGroup>> GroupsAsync(string status, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<FailureGroup>(
            new CommandDefinition(Sql.Read("list-failure-groups"), new { status }, cancellationToken: cancellationToken))];
    }

    /// <summary>The failures of one group, newest first.</summary>
    public async Task<Page<FailureRow>> ListAsync(string step, string kind, string status, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<FailureRow> rows = [.. await connection.QueryAsync<FailureRow>(new CommandDefinition(
            Sql.Read("list-failures"),
            new { step, kind, status, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
        List<FailureRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new Page<FailureRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].FailedAt, shown[^1].CaseId) : null);
    }

    /// <summary>All of a status, or of a step and kind of error, as they come.</summary>
    public async IAsyncEnumerable<FailureRow> ExportAsync(string status, string? step, string? kind, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await foreach (FailureRow row in connection.QueryUnbufferedAsync<FailureRow>(
            Sql.Read("export-failures"), new { status, step, kind, limit = most }, commandTimeout: DashboardDatabase.ExportTimeoutSeconds).WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>Notes on a group and who has it, the newest first.</summary>
    public async Task<IReadOnlyList<NoteRow>> NotesAsync(string step, string kind, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<NoteRow>(new CommandDefinition(Sql.Read("notes-of-group"), new { step, kind }, cancellationToken: cancellationToken))];
    }

    /// <summary>How many a group has.</summary>
    public async Task<long> CountAsync(string step, string kind, string status, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(Sql.Read("count-failures"), new { step, kind, status }, cancellationToken: cancellationToken));
    }
}

/// <summary>The groups of failures.</summary>
public sealed class FailuresLive(FailureReader failures, Fragments fragments) : LiveReader<LiveView.Failures>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Failures view, Overview overview, CancellationToken cancellationToken)
    {
        IReadOnlyList<FailureGroup> groups = Shown(await failures.GroupsAsync(view.Status, cancellationToken), view);
        return Whole<FailureGroups>(string.Join('\n', groups), new() { ["Groups"] = groups, ["Status"] = view.Status });
    }
}
