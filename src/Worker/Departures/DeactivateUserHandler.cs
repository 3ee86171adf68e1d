using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>
/// Answers a request in one transaction under the workspace's lock: the answer it got before, a refusal, a date, or an open
/// case with sign-in closed and the first step on its way (design, section 3; docs/adr/0004).
/// </summary>
internal sealed class DeactivateUserHandler(NpgsqlDataSource database, CaseOpener opener, OutboxSignal outbox) : ICommandHandler<DeactivateUserRequested>
{
    private static readonly string Name = MessageNames.Of<DeactivateUserRequested>();

    public DeactivateUserRequested Read(FieldReader json) => DeactivateUserReader.Read(json);

    public async Task HandleAsync(DeactivateUserRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        if (command.DryRun)
        {
            await PreviewQueue.AddAsync(database, outbox, new RunPreview(body.Message.GetRawText()), cancellationToken);
            return;
        }

        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await body.TellPublisherAsync(connection, cancellationToken);
        using Tally? tally = Tally.Begin();
        // Everybody else who leaves this workspace waits meanwhile: few round trips under the lock are what makes many departures quick.
        (bool known, bool seen, DeactivationFacts? facts) = await TakeLockAsync(connection, command, cancellationToken);
        if (seen && await IdempotencyStore.FindAsync(connection, command.WorkspaceId, command.RequestId, cancellationToken) is { } other && other.MessageName != Name)
        {
            await RefusalStore.WriteConflictAsync(connection, Name, command, command.UserId, other.MessageName, body, cancellationToken);
        }
        else if (await AnswerAsync(connection, known, seen, facts, command, body, cancellationToken) is { } refusal)
        {
            await RefusalStore.WriteAsync(
                connection, Name, command.WorkspaceId, command.UserId, command.RequestId, refusal, body, IdempotencyStore.Fingerprint(command), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        tally?.Commit();
    }

    /// <summary>Takes the lock and reads, in one round trip; each statement sees what was committed before it, so nothing from before the lock.</summary>
    /// <returns>Whether there is such a workspace, whether anything is on record about the request id, and the facts about the leaver.</returns>
    private static Task<(bool Known, bool Seen, DeactivationFacts? Facts)> TakeLockAsync(
        NpgsqlConnection connection, DeactivateUserRequested command, CancellationToken cancellationToken) => WorkspaceLock.TakenByAsync(async () =>
    {
        RecipientQuery recipients = RecipientQuery.Of(command.Handover);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{Sql.Read("lock-workspace")};{Sql.Read("request-was-seen")};{DeactivationRows.Statements(recipients)}",
            new { command.WorkspaceId, command.RequestId, users = new[] { command.UserId }, command.RequestedBy, leaver = command.UserId, recipients.Recipients, recipients.Teams, recipients.LeaversTeams },
            cancellationToken: cancellationToken));
        bool known = await results.ReadSingleOrDefaultAsync<Guid?>() is not null;
        return (known, await results.ReadSingleAsync<bool>(), known ? await DeactivationRows.ReadAsync(results, recipients) : null);
    });

    /// <returns>A new refusal to write down; null if the request was answered otherwise.</returns>
    private async Task<Refusal?> AnswerAsync(
        NpgsqlConnection connection, bool known, bool seen, DeactivationFacts? read, DeactivateUserRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        if (!known)
        {
            return Refusal.UnknownWorkspace(command.WorkspaceId);
        }

        Guid caseId = EventIds.Case(command.WorkspaceId, command.RequestId);
        if (seen && await CaseStore.FindAsync(connection, caseId, cancellationToken) is { } earlier)
        {
            if (earlier.UserId != command.UserId)
            {
                return UsedBefore(command, earlier.UserId);
            }

            if (earlier.State != "refused")
            {
                await (IsAnother(command, earlier.Fingerprint)
                    ? RefusalStore.WriteConflictAsync(connection, Name, command, command.UserId, Name, body, cancellationToken)
                    : CaseOpener.AnswerAgainAsync(connection, earlier, cancellationToken));
                return null;
            }
        }

        if (seen && await RefusalStore.FindAsync(connection, command.WorkspaceId, command.RequestId, command.UserId, cancellationToken) is { } before)
        {
            if (before.UserId != command.UserId)
            {
                return UsedBefore(command, before.UserId);
            }

            await (IsAnother(command, before.Fingerprint)
                ? RefusalStore.WriteConflictAsync(connection, Name, command, command.UserId, Name, body, cancellationToken)
                : RefusalStore.AnswerAgainAsync(connection, before, cancellationToken));
            return null;
        }

        DeactivationFacts facts;
        if (seen)
        {
            await Asker.TrustReplayAsync(connection, command.WorkspaceId, command.RequestId, body, cancellationToken);
            facts = await DeactivationRows.FactsAsync(
                connection, command.WorkspaceId, command.UserId, command.RequestedBy, command.Handover, command.NextOwner, cancellationToken);
        }
        else
        {
            facts = await DeactivationRows.WithRareOnesAsync(connection, command.WorkspaceId, command.UserId, command.NextOwner, read!, cancellationToken);
        }

        DeactivateUserRequested resolved = command with { Handover = TeamPlans.Resolve(command.Handover, command.UserId, facts.Recipients) };
        if (DeactivationRules.Check(resolved, facts) is { } refusal)
        {
            return refusal with { AskerWasPermitted = refusal.Code != RefusalCode.NotPermitted };
        }

        Approval? approval = facts.CountsAsMassChange ? await MassChangeGuard.HoldAsync(connection, resolved, null, cancellationToken) : null;
        // What an operator replayed or edited is not compared with what the HR system sends again.
        await opener.OpenAsync(connection, caseId, resolved, facts, approval, seen ? null : IdempotencyStore.Fingerprint(command), cancellationToken);
        return null;
    }

    /// <summary>The id and the person are the same, and the wish is not: a last day that is gone, another recipient. To answer it with what was done would be wrong.</summary>
    private static bool IsAnother(DeactivateUserRequested command, byte[]? fingerprint) =>
        fingerprint is not null && !fingerprint.AsSpan().SequenceEqual(IdempotencyStore.Fingerprint(command));

    private static Refusal UsedBefore(DeactivateUserRequested command, Guid? userId) => new(
        RefusalCode.ConflictingRequest,
        $"Request {command.RequestId} was used before, for user {userId}; now it names {command.UserId}.",
        "Use a new requestId for each person.");
}
