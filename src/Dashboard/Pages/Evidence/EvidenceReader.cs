using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Evidence;

/// <summary>Reads what went to whom and when, for one item, one leaver or one recipient.</summary>
public sealed class EvidenceReader(DashboardDatabase database)
{
    /// <summary>Rows that are shown at most, the newest.</summary>
    public const int Most = 500;

    /// <summary>Every move of the item, or everything a person gave and got; the newest first.</summary>
    public async Task<IReadOnlyList<EvidenceRow>> ReadAsync(EvidenceQuery query, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            return [];
        }

        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        (string statement, object parameters) = Asked(query, Most);
        return [.. await connection.QueryAsync<EvidenceRow>(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken))];
    }

    /// <summary>The same without an end, as it comes.</summary>
    public async IAsyncEnumerable<EvidenceRow> ExportAsync(EvidenceQuery query, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            yield break;
        }

        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        (string statement, object parameters) = Asked(query, most);
        await foreach (EvidenceRow row in connection.QueryUnbufferedAsync<EvidenceRow>(statement, parameters, commandTimeout: DashboardDatabase.ExportTimeoutSeconds).WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    private static (string Statement, object Parameters) Asked(EvidenceQuery query, int most)
    {
        Guid? id = Guid.TryParse(query.Person, out Guid parsed) ? parsed : null;
        return query.Item is { } item
            ? (Sql.Read("evidence-of-item"), new { query.Kind, item, Most = most })
            : (Sql.Read("evidence-of-person"), new { id, text = id is null ? query.Person : null, Most = most });
    }
}
