using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Departures;

/// <summary>Reads the facts of a preview, counts out of the indexes alone.</summary>
internal static class PreviewRows
{
    public static async Task<PreviewFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, HandoverPlan? plan, IReadOnlyDictionary<string, long> openWork,
        CancellationToken cancellationToken)
    {
        var loads = new Dictionary<string, IReadOnlyDictionary<Guid, long>>();
        foreach (WorkKind kind in WorkKind.All)
        {
            if (plan is not null && kind.Allocation(plan) is { } allocation && Allocator.PeopleOf(allocation) is { Count: > 0 } people)
            {
                loads[kind.Name] = await OpenWork.CountAsync(connection, kind, workspaceId, people, cancellationToken);
            }
        }

        Guid[] recipients = [.. WorkKind.AllocationsOf(plan).SelectMany(Allocator.PeopleOf).Distinct()];
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("preview-facts"), new { workspaceId, userId, recipients }, cancellationToken: cancellationToken));
        (long? warnAbove, long completedTasks) = await results.ReadSingleAsync<(long?, long)>();
        var facts = new PreviewFacts
        {
            OpenWork = openWork,
            Loads = loads,
            CompletedTasks = completedTasks,
            Departures = (await results.ReadAsync<(Guid UserId, DateTime DueAt, string Reason)>()).ToDictionary(d => d.UserId, d => (d.DueAt, d.Reason)),
        };
        return warnAbove is { } above ? facts with { WarnAbove = above } : facts;
    }
}
