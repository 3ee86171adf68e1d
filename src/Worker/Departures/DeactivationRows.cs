using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Ownership;

namespace Offboarding.Worker.Departures;

/// <summary>Reads the facts of a deactivation, under the workspace's lock: the first of the lock order (design, section 6).</summary>
internal static class DeactivationRows
{
    public static async Task<DeactivationFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestedBy, HandoverPlan? plan, Guid? nextOwner,
        CancellationToken cancellationToken)
    {
        RecipientQuery recipients = RecipientQuery.Of(plan);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Statements(recipients),
            new { workspaceId, users = new[] { userId }, requestedBy, leaver = userId, recipients.Recipients, recipients.Teams, recipients.LeaversTeams },
            cancellationToken: cancellationToken));
        return await WithRareOnesAsync(connection, workspaceId, userId, nextOwner, (await ReadAsync(results, recipients))!, cancellationToken);
    }

    /// <summary>What every deactivation needs, among the statements of one round trip; its parameters are those of <see cref="FactsAsync"/>.</summary>
    public static string Statements(RecipientQuery recipients) => $"{Sql.Read("deactivation-facts")};{recipients.Sql}";

    /// <summary>Reads their results; null: there is no such workspace.</summary>
    public static async Task<DeactivationFacts?> ReadAsync(SqlMapper.GridReader results, RecipientQuery recipients) =>
        await results.ReadSingleOrDefaultAsync<DeactivationFacts>() is { } facts ? facts with { Recipients = await recipients.ReadAsync(results) } : null;

    /// <summary>About several people at once, without what only few need: who owns next, open work, the teams of a leaver.</summary>
    /// <param name="connection">With the workspace's lock.</param>
    /// <param name="workspaceId">Of all of them.</param>
    /// <param name="users">Each once.</param>
    /// <param name="requestedBy">Who asks for all of them.</param>
    /// <param name="recipients">Whom the plans name, all together.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task<Dictionary<Guid, DeactivationFacts>> OfManyAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] users, Guid requestedBy, RecipientQuery recipients, CancellationToken cancellationToken)
    {
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Statements(recipients),
            new { workspaceId, users, requestedBy, leaver = Guid.Empty, recipients.Recipients, recipients.Teams, LeaversTeams = false },
            cancellationToken: cancellationToken));
        IEnumerable<DeactivationFacts> facts = await results.ReadAsync<DeactivationFacts>();
        RecipientFacts found = await recipients.ReadAsync(results);
        return facts.ToDictionary(f => f.UserId, f => f with { Recipients = found });
    }

    /// <summary>With what only few need: who owns next, and open work where a complete handover is required.</summary>
    public static async Task<DeactivationFacts> WithRareOnesAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid? nextOwner, DeactivationFacts facts, CancellationToken cancellationToken)
    {
        if (nextOwner is { } next)
        {
            facts = facts with { Ownership = await OwnershipStore.FactsAsync(connection, workspaceId, userId, next, cancellationToken) };
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
