using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Audit;

/// <summary>Reads the audit trail.</summary>
public sealed class AuditReader(DashboardDatabase database)
{
    /// <summary>Entries of an export at most; who needs more asks for a shorter time.</summary>
    public const int MostExported = 1_000_000;

    private const int PageSize = 50;

    /// <summary>Looks up the people and the workspace that a query names; what nobody has is not understood.</summary>
    public async Task<AuditQuery> FindAsync(AuditQuery query, Filter filter, CancellationToken cancellationToken)
    {
        if (query.Workspace is null && query.Actor is null && (query.About is null || query.AboutId is not null))
        {
            return query;
        }

        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        string? named = query.AboutId is null ? query.About : null;
        if (named is not null && IdBeginning.Of(named) is var (first, last))
        {
            query = await OfBeginningAsync(connection, query, first, last, filter, cancellationToken);
            named = null;
        }

        List<(Guid Id, string Named)> found = [.. await connection.QueryAsync<(Guid, string)>(new CommandDefinition(
            Sql.Read("people-named"), new { Actor = query.ActorToLookUp, About = named }, cancellationToken: cancellationToken))];
        query = query with
        {
            ActorsNamed = [.. found.Where(static f => f.Named == "actor").Select(static f => f.Id)],
            PeopleNamed = [.. found.Where(static f => f.Named == "about").Select(static f => f.Id)],
            WorkspacesNamed = await WorkspaceFilter.OfAsync(connection, query.Workspace, filter, cancellationToken) ?? [],
        };
        if (named is not null && query.PeopleNamed.Count == 0)
        {
            filter.Refuse($"“{named}” is not an id, and nobody has that name or address.");
        }

        return query;
    }

    /// <summary>The whole id for the beginning of one: pages print eight characters of it.</summary>
    private static async Task<AuditQuery> OfBeginningAsync(
        NpgsqlConnection connection, AuditQuery query, Guid first, Guid last, Filter filter, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("ids-beginning"), new { first, last }, cancellationToken: cancellationToken))];
        if (ids.Count == 1)
        {
            return query with { About = ids[0].ToString() };
        }

        filter.Refuse(ids.Count == 0
            ? $"No case, person or operation has an id that begins with “{query.About}”."
            : $"More than one id begins with “{query.About}”; give more of it.");
        return query;
    }

    /// <summary>One page, newest first, with those of its entries that were changed.</summary>
    public async Task<AuditPageRows> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<AuditRow> rows = [.. await connection.QueryAsync<AuditRow>(new CommandDefinition(
            Sql.Read("list-audit"), await ParametersAsync(connection, query, PageSize + 1, cancellationToken), cancellationToken: cancellationToken))];
        List<AuditRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        IEnumerable<long> changed = await connection.QueryAsync<long>(new CommandDefinition(
            Sql.Read("changed-audit-entries"), new { ids = shown.Select(static row => row.Id).ToArray() }, cancellationToken: cancellationToken));
        return new AuditPageRows(shown, rows.Count > PageSize ? shown[^1].Id : null, changed.ToHashSet());
    }

    /// <summary>All that is asked for, newest first, as it comes.</summary>
    public async IAsyncEnumerable<AuditRow> ExportAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        object parameters = await ParametersAsync(connection, query with { Before = null }, MostExported, cancellationToken);
        await foreach (AuditRow row in connection.QueryUnbufferedAsync<AuditRow>(Sql.Read("list-audit"), parameters, commandTimeout: DashboardDatabase.ExportTimeoutSeconds)
            .WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    private static async Task<object> ParametersAsync(NpgsqlConnection connection, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        Guid? id = query.AboutId;
        Guid[] about = id is { } one ? [one] : [.. query.PeopleNamed];
        List<(Guid CaseId, long? AuditId)>? found = query.About is null ? null : [.. await connection.QueryAsync<(Guid, long?)>(new CommandDefinition(
            Sql.Read("cases-about"), new { about }, cancellationToken: cancellationToken))];
        // Neither a case nor a person: it may be the id of an operation.
        bool isOperation = id is not null && found is { Count: 0 } && !await IsPersonAsync(connection, id.Value, cancellationToken);
        return new
        {
            workspaces = query.Workspace is null ? null : query.WorkspacesNamed.ToArray(),
            actors = query.Actor is { } actor ? [actor, .. query.ActorsNamed.Select(static named => named.ToString())] : (string[]?)null,
            action = query.Action,
            cases = isOperation ? null : found?.Select(static row => row.CaseId).Distinct().ToArray(),
            sent = found?.Select(static row => row.AuditId).OfType<long>().ToArray() ?? [],
            people = about.Select(static person => person.ToString()).ToArray(),
            operation = isOperation ? id : null,
            from = query.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            to = query.To?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            before = query.Before,
            limit,
        };
    }

    private static Task<bool> IsPersonAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("is-person"), new { id }, cancellationToken: cancellationToken));
}

/// <summary>A page of the audit trail.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Older">The id before which the next page begins; null: there is none.</param>
/// <param name="Changed">Entries of this page that do not read as they were written.</param>
public sealed record AuditPageRows(IReadOnlyList<AuditRow> Rows, long? Older, IReadOnlySet<long> Changed)
{
    /// <summary>No entry.</summary>
    public static AuditPageRows None { get; } = new([], null, new HashSet<long>());
}
