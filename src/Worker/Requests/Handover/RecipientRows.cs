using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.ReassignWork;

namespace Offboarding.Worker.Requests.Handover;

/// <summary>Reads what <see cref="RecipientRules"/> need to know.</summary>
internal static class RecipientRows
{
    public static Task<RecipientFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid leaver, HandoverPlan? plan, CancellationToken cancellationToken) =>
        FactsAsync(connection, workspaceId, leaver, RecipientQuery.Of(plan), cancellationToken);

    public static async Task<RecipientFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid leaver, RecipientQuery query, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
        {
            return new RecipientFacts();
        }

        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            query.Sql, new { workspaceId, leaver, query.Recipients, query.Teams, query.LeaversTeams }, cancellationToken: cancellationToken));
        return await query.ReadAsync(results);
    }
}

/// <summary>The statement about everybody a plan names, so that it can share a round trip with others.</summary>
/// <param name="Recipients">People it names, alone or in a group.</param>
/// <param name="Teams">Teams it names.</param>
/// <param name="LeaversTeams">It asks for members of the leaver's teams.</param>
internal sealed record RecipientQuery(Guid[] Recipients, Guid[] Teams, bool LeaversTeams)
{
    /// <summary>The plan names nobody, and nothing is asked.</summary>
    public bool IsEmpty => Recipients.Length == 0 && Teams.Length == 0 && !LeaversTeams;

    /// <summary>With the parameters workspaceId, leaver, Recipients, Teams and LeaversTeams.</summary>
    public string Sql => IsEmpty ? "" : Persistence.Sql.Read("recipient-facts.sql");

    public static RecipientQuery Of(HandoverPlan? plan)
    {
        IReadOnlyList<Allocation> allocations = WorkKind.AllocationsOf(plan);
        return new RecipientQuery(
            [.. allocations.SelectMany(Allocator.PeopleOf).Distinct()],
            [.. allocations.SelectMany(a => a.Recipients).Select(r => r.TeamId).OfType<Guid>().Distinct()],
            allocations.Any(a => a.OnlyLeaversTeams));
    }

    /// <summary>Reads the answers of <see cref="Sql"/>, which come next.</summary>
    public async Task<RecipientFacts> ReadAsync(SqlMapper.GridReader results)
    {
        if (IsEmpty)
        {
            return new RecipientFacts();
        }

        List<(Guid Id, string Status, bool Sales, bool LeaversTeam, DateTime? BackAt)> people = [.. await results.ReadAsync<(Guid, string, bool, bool, DateTime?)>()];
        return new RecipientFacts
        {
            Status = people.ToDictionary(p => p.Id, p => p.Status),
            BackAt = people.Where(p => p.BackAt is not null).ToDictionary(p => p.Id, p => p.BackAt!.Value),
            Sales = people.Where(p => p.Sales).Select(p => p.Id).ToHashSet(),
            LeaversTeams = people.Where(p => p.LeaversTeam).Select(p => p.Id).ToHashSet(),
            Teams = (await results.ReadAsync<(Guid Id, Guid[] Members)>()).ToDictionary(t => t.Id, t => (IReadOnlyList<Guid>)t.Members),
        };
    }
}
