using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Requests.DeactivateUser;

/// <summary>Reads the facts of a deactivation, under the workspace's lock: the first of the lock order (design, section 6).</summary>
internal static class DeactivationRows
{
    static DeactivationRows() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <returns>False if there is no such workspace.</returns>
    public static async Task<bool> LockWorkspaceAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            Sql.Read("lock-workspace.sql"), new { workspaceId }, cancellationToken: cancellationToken)) is not null;

    public static async Task<DeactivationFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestedBy, HandoverPlan? plan, CancellationToken cancellationToken)
    {
        DeactivationFacts facts = await connection.QuerySingleAsync<DeactivationFacts>(new CommandDefinition(
            Sql.Read("deactivation-facts.sql"), new { workspaceId, userId, requestedBy }, cancellationToken: cancellationToken));
        Guid[] recipients = [.. (plan?.Conversations?.Recipients ?? []).Select(r => r.UserId)];
        if (recipients.Length == 0)
        {
            return facts;
        }

        IEnumerable<(Guid Id, string Status)> rows = await connection.QueryAsync<(Guid, string)>(new CommandDefinition(
            Sql.Read("recipient-status.sql"), new { workspaceId, recipients }, cancellationToken: cancellationToken));
        return facts with { Recipients = rows.ToDictionary(r => r.Id, r => r.Status) };
    }
}
