using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Looks at some lines of a list in one transaction, and says when all of it is answered and when all of it is over.</summary>
internal sealed class ListProcessor(NpgsqlDataSource database, ListLineProcessor lines, TimeProvider time)
{
    /// <summary>Lines in one transaction, and the time after which it ends all the same: others wait for the workspace's lock.</summary>
    private const int Batch = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <returns>Something was done; there may be more.</returns>
    public async Task<bool> AnswerAsync(Guid workspaceId, Guid listId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("list-turn"), new { listId }, cancellationToken: cancellationToken)))
        {
            return false;
        }

        using Tally? tally = Tally.Begin();
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        ListRow list = await FindAsync(connection, listId, cancellationToken);

        // Who sent the list was allowed to when it was accepted; they may be among those who have left by now.
        await Asker.WasCheckedAsync(connection, cancellationToken);
        long began = time.GetTimestamp();
        IReadOnlyList<WaitingLine> waiting = ListLineProcessor.Read(list, await connection.QueryAsync<LineRow>(new CommandDefinition(
            Sql.Read("list-waiting-lines"), new { listId, list.RequestedBy, most = Batch }, cancellationToken: cancellationToken)));
        foreach (WaitingLine line in await lines.OpenTogetherAsync(connection, transaction, list, waiting, cancellationToken))
        {
            await lines.AnswerAsync(connection, transaction, list, line, cancellationToken);
            if (time.GetElapsedTime(began) > Longest)
            {
                break;
            }
        }

        await SayAnsweredAsync(connection, list, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        tally?.Commit();
        return true;
    }

    /// <returns>False: a list that is over needs nothing more.</returns>
    public async Task<bool> CompleteAsync(Guid workspaceId, Guid listId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        ListRow list = await FindAsync(connection, listId, cancellationToken);
        (int Completed, int Cancelled, int Refused, int Failed)? counts = await connection.QuerySingleOrDefaultAsync<(int, int, int, int)?>(new CommandDefinition(
            Sql.Read("list-completed"), new { listId }, cancellationToken: cancellationToken));
        if (counts is not var (completed, cancelled, refused, failed))
        {
            return false;
        }

        await SayAsync(connection, list, "list-completed", new OffboardingListCompleted
        {
            EventId = EventIds.Answer(list.WorkspaceId, list.RequestId, "list-completed"),
            RequestId = list.RequestId,
            WorkspaceId = list.WorkspaceId,
            OccurredAt = list.Now,
            ListId = list.Id,
            People = list.People,
            Completed = completed,
            Cancelled = cancelled,
            Refused = refused,
            Failed = failed,
        }, new { listId, completed, cancelled, refused, failed }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return false;
    }

    private static async Task SayAnsweredAsync(NpgsqlConnection connection, ListRow list, CancellationToken cancellationToken)
    {
        (int Accepted, int Refused, int Failed)? counts = await connection.QuerySingleOrDefaultAsync<(int, int, int)?>(new CommandDefinition(
            Sql.Read("list-answered"), new { listId = list.Id }, cancellationToken: cancellationToken));
        if (counts is var (accepted, refused, failed))
        {
            await SayAsync(connection, list, "list-answered", new OffboardingListAnswered
            {
                EventId = EventIds.Answer(list.WorkspaceId, list.RequestId, "list-answered"),
                RequestId = list.RequestId,
                WorkspaceId = list.WorkspaceId,
                OccurredAt = list.Now,
                ListId = list.Id,
                People = list.People,
                Accepted = accepted,
                Refused = refused,
                Failed = failed,
            }, new { listId = list.Id, accepted, refused, failed }, cancellationToken);
        }
    }

    private static async Task SayAsync(
        NpgsqlConnection connection, ListRow list, string action, WorkspaceEvent said, object details, CancellationToken cancellationToken)
    {
        await AuditTrail.AddAsync(connection, new AuditEntry(list.WorkspaceId, null, AuditEntry.System, action, list.RequestId, details), cancellationToken);
        await OutboxWriter.AddAsync(connection, MessageNames.Of(said.GetType()), said, said.EventId, cancellationToken);
    }

    private static Task<ListRow> FindAsync(NpgsqlConnection connection, Guid listId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<ListRow>(new CommandDefinition(Sql.Read("list-find"), new { listId }, cancellationToken: cancellationToken));
}

/// <summary>A list, under the workspace's lock.</summary>
/// <param name="Id">The list.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="RequestId">Of the message.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="ForAll">What holds for all, JSON.</param>
/// <param name="People">Lines.</param>
/// <param name="Held">All of it waits for a second person.</param>
/// <param name="Now">UTC, by the database's clock.</param>
/// <param name="Traceparent">The place in a trace the list was taken in at; null: nobody traced it.</param>
internal sealed record ListRow(Guid Id, Guid WorkspaceId, Guid RequestId, Guid RequestedBy, string ForAll, int People, bool Held, DateTime Now, string? Traceparent);
