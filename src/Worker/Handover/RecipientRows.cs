using Dapper;
using Npgsql;
using Offboarding.Contracts;

namespace Offboarding.Worker.Handover;

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
    public string Sql => IsEmpty ? "" : Infrastructure.Database.Sql.Read("recipient-facts");

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

/// <summary>What the database says about everybody a plan names, alone, in a group or by their team.</summary>
public sealed record RecipientFacts
{
    /// <summary>The account's status of each; who is not in it is not a user of this workspace.</summary>
    public IReadOnlyDictionary<Guid, string> Status { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Those of them who are on leave, and when they are to be back, UTC.</summary>
    public IReadOnlyDictionary<Guid, DateTime> BackAt { get; init; } = new Dictionary<Guid, DateTime>();

    /// <summary>When the work is handed over, UTC, if that is ahead.</summary>
    public DateTime? OnDay { get; init; }

    /// <summary>The status they have when the work is handed over: who is on leave and back by then is active. Null: not a user of this workspace.</summary>
    public string? StatusOf(Guid user) => OnDay is { } day && BackAt.TryGetValue(user, out DateTime back) && back <= day ? "active" : Status.GetValueOrDefault(user);

    /// <summary>Those of them who are members of a sales team (C7).</summary>
    public IReadOnlySet<Guid> Sales { get; init; } = new HashSet<Guid>();

    /// <summary>Members of the leaver's teams (F8); read only if the plan asks for them.</summary>
    public IReadOnlySet<Guid> LeaversTeams { get; init; } = new HashSet<Guid>();

    /// <summary>The members of each team the plan names; a team that is not in it is none of this workspace.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Teams { get; init; } = new Dictionary<Guid, IReadOnlyList<Guid>>();
}
