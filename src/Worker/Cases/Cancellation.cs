using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Cases;

/// <summary>The event of a case that was cancelled, made from its row, so that it is the same each time it is said.</summary>
internal static class Cancellation
{
    public static OffboardingCancelled Event(OffboardingCase row, DateTime at, Guid commandId) => new()
    {
        EventId = EventIds.Event(row.CorrelationId, "cancelled"),
        OffboardingId = row.CorrelationId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = at,
        CommandId = commandId,
    };

    public static async Task<OffboardingCancelled> ReadAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        (DateTime at, Guid commandId) = await connection.QuerySingleAsync<(DateTime, Guid)>(new CommandDefinition(
            Sql.Read("cancellation"), new { caseId = row.CorrelationId }, cancellationToken: cancellationToken));
        return Event(row, at, commandId);
    }
}
