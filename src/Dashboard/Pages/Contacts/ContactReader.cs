using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary>Reads one contact; pages of them are <see cref="Lists.ListReader"/>'s.</summary>
public sealed class ContactReader(DashboardDatabase database)
{
    /// <summary>One contact; null: there is none with this id that is not deleted.</summary>
    public async Task<ContactDetails?> ReadAsync(Guid workspace, long id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-contact"), new { workspace, id }, cancellationToken: cancellationToken));
        ContactFacts? facts = await results.ReadSingleOrDefaultAsync<ContactFacts>();
        return facts is null ? null : new ContactDetails(facts, [.. await results.ReadAsync<Asker>()]);
    }
}
