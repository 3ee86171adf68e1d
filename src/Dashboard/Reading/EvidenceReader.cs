using Dapper;
using Npgsql;

namespace Offboarding.Dashboard.Reading;

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
        Guid? id = Guid.TryParse(query.Person, out Guid parsed) ? parsed : null;
        return [.. await connection.QueryAsync<EvidenceRow>(query.Item is { } item
            ? new CommandDefinition(Sql.Read("evidence-of-item.sql"), new { query.Kind, item, Most }, cancellationToken: cancellationToken)
            : new CommandDefinition(
                Sql.Read("evidence-of-person.sql"), new { id, text = id is null ? query.Person : null, Most }, cancellationToken: cancellationToken))];
    }
}
