using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>Reads mass changes that wait for a second person, and what became of them.</summary>
public sealed class ApprovalReader(DashboardDatabase database)
{
    /// <summary>People shown of each in the list.</summary>
    public const int FewPeople = 8;

    private const int PageSize = 50;

    /// <summary>What waits, and a page of what was decided.</summary>
    /// <param name="me">Who looks: an account's name.</param>
    /// <param name="before">The end of the page before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApprovalList> ListAsync(string me, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("list-approvals"),
            new { me, few = FewPeople, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken));
        List<ApprovalRow> open = [.. await results.ReadAsync<ApprovalRow>()];
        List<ApprovalPerson> people = [.. await results.ReadAsync<ApprovalPerson>()];
        List<ApprovalRow> decided = [.. await results.ReadAsync<ApprovalRow>()];
        List<ApprovalRow> shown = decided.Count > PageSize ? decided[..PageSize] : decided;
        return new ApprovalList(open, people, new Page<ApprovalRow>(shown, decided.Count > PageSize ? new Cursor(shown[^1].DecidedAt!.Value, shown[^1].Id) : null));
    }

    /// <summary>One of them; null: there is none with this id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="me">Who looks: an account's name.</param>
    /// <param name="after">The last case of the page before; null: from the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApprovalDetails?> ReadAsync(Guid id, string me, Guid? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-approval"), new { id, me, after, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        ApprovalRow? row = await results.ReadSingleOrDefaultAsync<ApprovalRow>();
        List<ApprovalPerson> people = [.. await results.ReadAsync<ApprovalPerson>()];
        return row is null ? null : new ApprovalDetails(row, [.. people.Take(PageSize)], people.Count > PageSize ? people[PageSize - 1].Id : null);
    }
}
