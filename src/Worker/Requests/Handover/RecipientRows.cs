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
        NpgsqlConnection connection, Guid workspaceId, HandoverPlan? plan, CancellationToken cancellationToken)
    {
        Guid[] recipients = WorkKind.RecipientsOf(plan);
        if (recipients.Length == 0)
        {
            return new RecipientFacts();
        }

        List<(Guid Id, string Status, bool Sales)> rows = [.. await connection.QueryAsync<(Guid, string, bool)>(new CommandDefinition(
            Sql.Read("recipient-status.sql"), new { workspaceId, recipients }, cancellationToken: cancellationToken))];
        return new RecipientFacts
        {
            Status = rows.ToDictionary(r => r.Id, r => r.Status),
            Sales = rows.Where(r => r.Sales).Select(r => r.Id).ToHashSet(),
        };
    }
}
