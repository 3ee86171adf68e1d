using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Pages.Report;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Reads cases.</summary>
public sealed class CaseReader(DashboardDatabase database)
{
    /// <summary>Rows of one page of the list.</summary>
    public const int PageSize = 50;

    /// <summary>One page.</summary>
    public async Task<Page<CaseRow>> ListAsync(CaseQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        DynamicParameters parameters = await CaseFilter.ParametersAsync(connection, query, cancellationToken);
        parameters.AddDynamicParams(new { beforeId = query.Before?.Id, limit = PageSize + 1 });
        List<CaseRow> rows = [.. await connection.QueryAsync<CaseRow>(new CommandDefinition(
            CaseOrder.Of(query.Order).In(CaseFilter.In("list-cases")), parameters, cancellationToken: cancellationToken))];
        List<CaseRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new Page<CaseRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].RequestedAt, shown[^1].Id) : null);
    }

    /// <summary>All that match, as they come.</summary>
    public async IAsyncEnumerable<CaseRow> ExportAsync(CaseQuery query, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        DynamicParameters parameters = await CaseFilter.ParametersAsync(connection, query, cancellationToken);
        parameters.AddDynamicParams(new { beforeId = (Guid?)null, limit = most });
        await foreach (CaseRow row in connection.QueryUnbufferedAsync<CaseRow>(
            CaseOrder.Of(query.Order).In(CaseFilter.In("list-cases")), parameters, commandTimeout: DashboardDatabase.ExportTimeoutSeconds).WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>Looks up what only the database knows of a query; what it does not understand is in the filter.</summary>
    public async Task<CaseQuery> FindAsync(CaseQuery query, Filter filter, CancellationToken cancellationToken)
    {
        if (query.Workspace is null)
        {
            return query;
        }

        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return query with { WorkspacesNamed = await WorkspaceFilter.OfAsync(connection, query.Workspace, filter, cancellationToken) };
    }

    /// <summary>What the fields above the list offer: the first workspaces by name, the steps and the reasons there are.</summary>
    public async Task<CaseChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("case-choices"), cancellationToken: cancellationToken));
        return new CaseChoices([.. await results.ReadAsync<string>()], [.. await results.ReadAsync<string>()]);
    }

    /// <summary>One case; null: there is none with this id.</summary>
    public async Task<CaseDetails?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-case"), new { id }, cancellationToken: cancellationToken));
        CaseFacts? facts = await results.ReadSingleOrDefaultAsync<CaseFacts>();
        return facts is null
            ? null
            : new CaseDetails(
                facts,
                [.. await results.ReadAsync<StepRow>()],
                [.. await results.ReadAsync<StepAttempt>()],
                [.. await results.ReadAsync<HandoverRow>()],
                [.. await results.ReadAsync<Person>()],
                [.. await results.ReadAsync<AuditRow>()],
                [.. await results.ReadAsync<BatchRow>()],
                [.. await results.ReadAsync<AnswerRow>()],
                [.. await results.ReadAsync<Asker>()],
                [.. await results.ReadAsync<NoteRow>()]);
    }

    /// <summary>A case before somebody acts on it; null: there is none with this id.</summary>
    public async Task<CaseNow?> ReadNowAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-case-now"), new { id }, cancellationToken: cancellationToken));
        CaseNow? now = await results.ReadSingleOrDefaultAsync<CaseNow>();
        return now is null ? null : now with { Steps = [.. await results.ReadAsync<StepRow>()], LastAct = await results.ReadSingleOrDefaultAsync<AuditRow>() };
    }

    /// <summary>What is on record about one case, for the evidence report (F7); null: there is none with this id.</summary>
    public async Task<LeaverReport?> ReportAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-report"), new { id }, cancellationToken: cancellationToken));
        CaseFacts? facts = await results.ReadSingleOrDefaultAsync<CaseFacts>();
        return facts is null
            ? null
            : new LeaverReport(
                facts,
                [.. await results.ReadAsync<StepRow>()],
                [.. await results.ReadAsync<StepAttempt>()],
                [.. await results.ReadAsync<HandoverRow>()],
                [.. await results.ReadAsync<SeatChangeRow>()],
                [.. await results.ReadAsync<OpenWorkRow>()],
                [.. await results.ReadAsync<AuditRow>()],
                [.. await results.ReadAsync<Person>()],
                [.. await results.ReadAsync<GivenBack>()],
                [.. await results.ReadAsync<CaseSender>()]);
    }

    /// <summary>One step, read before an act.</summary>
    public async Task<StepNow> ReadStepAsync(Guid id, string step, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-step"), new { id, step }, cancellationToken: cancellationToken));
        return new StepNow(await results.ReadSingleOrDefaultAsync<StepRow>(), await results.ReadSingleOrDefaultAsync<AuditRow>());
    }
}

/// <summary>A step as it is before somebody acts on it.</summary>
/// <param name="Step">Null: there is no such step.</param>
/// <param name="LastAct">The last thing an operator did to it, if anything.</param>
public sealed record StepNow(StepRow? Step, AuditRow? LastAct);

/// <summary>Batches of one kind in one minute. Times are UTC.</summary>
public sealed record BatchRow
{
    public string Kind { get; init; } = "";

    public long Batches { get; init; }

    public long Items { get; init; }

    public DateTime FirstMovedAt { get; init; }

    public DateTime LastMovedAt { get; init; }
}

/// <summary>A command and the events it was answered with.</summary>
public sealed record AnswerRow
{
    public Guid RequestId { get; init; }

    /// <summary>The stable name of the command.</summary>
    public string MessageName { get; init; } = "";

    /// <summary>The stable names of the events.</summary>
    public string[] Events { get; init; } = [];

    /// <summary>UTC.</summary>
    public DateTime AnsweredAt { get; init; }
}

/// <summary>How much of one kind went to one recipient.</summary>
public sealed record HandoverRow
{
    public string Kind { get; init; } = "";

    /// <summary>Null: unassigned.</summary>
    public Guid? RecipientId { get; init; }

    [PersonalData(Personal.Name)]
    public string? Recipient { get; init; }

    public long Items { get; init; }

    public DateTime FirstMovedAt { get; init; }

    public DateTime LastMovedAt { get; init; }
}

/// <summary>One attempt that failed. Times are UTC.</summary>
public sealed record StepAttempt
{
    public string Step { get; init; } = "";

    public int Attempt { get; init; }

    public DateTime StartedAt { get; init; }

    public DateTime FailedAt { get; init; }

    /// <summary>Whether it was tried again by itself.</summary>
    public bool Transient { get; init; }

    public string ErrorType { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string Message { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string? Stack { get; init; }
}
