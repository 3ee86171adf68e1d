using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.ReassignWork;

namespace Offboarding.Worker.Requests.Handover;

/// <summary>Reads what <see cref="RecipientRules"/> need to know.</summary>
internal static class RecipientRows
{
    public static async Task<RecipientFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid leaver, HandoverPlan? plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<Allocation> allocations = WorkKind.AllocationsOf(plan);
        Guid[] recipients = [.. allocations.SelectMany(Allocator.PeopleOf).Distinct()];
        Guid[] teams = [.. allocations.SelectMany(a => a.Recipients).Select(r => r.TeamId).OfType<Guid>().Distinct()];
        bool leaversTeams = allocations.Any(a => a.OnlyLeaversTeams);
        if (recipients.Length == 0 && teams.Length == 0 && !leaversTeams)
        {
            return new RecipientFacts();
        }

        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("recipient-facts.sql"), new { workspaceId, leaver, recipients, teams, leaversTeams }, cancellationToken: cancellationToken));
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
