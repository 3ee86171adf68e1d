using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.ReassignWork;
using Offboarding.Worker.Requests.Handover;
using Offboarding.Worker.Requests.Owners;

namespace Offboarding.Worker.Requests.DeactivateUser;

/// <summary>Reads the facts of a deactivation, under the workspace's lock: the first of the lock order (design, section 6).</summary>
internal static class DeactivationRows
{
    public static async Task<DeactivationFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestedBy, HandoverPlan? plan, Guid? nextOwner,
        CancellationToken cancellationToken)
    {
        RecipientQuery recipients = RecipientQuery.Of(plan);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{Sql.Read("deactivation-facts.sql")};{recipients.Sql}",
            new { workspaceId, userId, requestedBy, leaver = userId, recipients.Recipients, recipients.Teams, recipients.LeaversTeams },
            cancellationToken: cancellationToken));
        DeactivationFacts facts = await results.ReadSingleAsync<DeactivationFacts>();
        facts = facts with { Recipients = await recipients.ReadAsync(results) };
        if (nextOwner is { } next)
        {
            facts = facts with { Ownership = await Ownership.FactsAsync(connection, workspaceId, userId, next, cancellationToken) };
        }

        return facts.RequiresCompleteHandover ? await WithOpenWorkAsync(connection, workspaceId, userId, facts, cancellationToken) : facts;
    }

    /// <summary>With the leaver's open work counted, if it was not.</summary>
    public static async Task<DeactivationFacts> WithOpenWorkAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, DeactivationFacts facts, CancellationToken cancellationToken)
    {
        if (facts.OpenWork.Count > 0)
        {
            return facts;
        }

        return facts with { OpenWork = await OpenWork.OfAsync(connection, workspaceId, userId, cancellationToken) };
    }
}
