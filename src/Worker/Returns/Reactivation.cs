using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Returns;

/// <summary>Lets somebody in again: because it is asked for (D6), or because their day of return has come (F2).</summary>
internal sealed class Reactivation(AbsenceUndo undos)
{
    /// <summary>Lets them in, in the connection's transaction under the workspace's lock; the rules were asked.</summary>
    /// <param name="connection">With the transaction and the lock.</param>
    /// <param name="command">What is wished.</param>
    /// <param name="facts">What the rules saw.</param>
    /// <param name="eventId">Of the event.</param>
    /// <param name="actor">Who does it, for audit and seat ledger.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    /// <returns>The event; not sent yet.</returns>
    public async Task<UserReactivated> LetInAsync(
        NpgsqlConnection connection, ReactivateUserRequested command, ReactivationFacts facts, Guid eventId, string actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> absence = command.GiveBackWork
            ? await AbsenceUndo.CasesAsync(connection, command.WorkspaceId, command.UserId, cancellationToken) : [];
        (DateTime now, Guid? lastCase) = await connection.QuerySingleAsync<(DateTime, Guid?)>(new CommandDefinition(
            Sql.Read("reactivate-user"), command, cancellationToken: cancellationToken));
        await ReturnStore.CancelAllAsync(
            connection, command.WorkspaceId, command.UserId, null, ReturnEnd.Reactivated, actor, command.RequestId, cancellationToken);
        await DeletionAhead.CallOffAsync(connection, command.WorkspaceId, command.UserId, actor, command.RequestId, now, cancellationToken);
        bool seatTaken = facts.Kind == "full";
        int inUse = facts.Seats.InUse + (seatTaken ? 1 : 0);
        if (seatTaken)
        {
            await SeatLedger.AddAsync(
                connection,
                new SeatChange(command.WorkspaceId, "taken", command.UserId, facts.Seats.InUse, inUse, actor,
                    "reactivated", command.RequestId),
                cancellationToken);
        }

        Guid? undo = absence.Count > 0 ? EventIds.Answer(command.WorkspaceId, command.RequestId, "undo-handover") : null;
        if (undo is { } request)
        {
            await undos.OpenAsync(connection, command.WorkspaceId, command.UserId, absence, request, command.RequestedBy, actor, cancellationToken);
        }

        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, lastCase, actor, "user-reactivated", command.RequestId,
                new { command.UserId, seatTaken, undo }),
            cancellationToken);
        return new UserReactivated
        {
            EventId = eventId,
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            UserId = command.UserId,
            SeatTaken = seatTaken,
            SeatLimit = facts.Seats.SeatLimit,
            SeatsInUse = inUse,
            UndoRequestId = undo,
        };
    }

    /// <summary>What the rules need to know.</summary>
    public static async Task<ReactivationFacts> FactsAsync(
        NpgsqlConnection connection, ReactivateUserRequested command, CancellationToken cancellationToken)
    {
        (string? Status, string? Kind, bool NeverActive, Guid? Case, bool? Scheduled) row =
            await connection.QuerySingleOrDefaultAsync<(string?, string?, bool, Guid?, bool?)>(new CommandDefinition(
                Sql.Read("reactivation-facts"), command, cancellationToken: cancellationToken));
        return new ReactivationFacts
        {
            Asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken),
            Status = row.Status,
            Kind = row.Kind,
            NeverActive = row.NeverActive,
            CaseInProgress = row.Case,
            CaseIsScheduled = row.Scheduled is true,
            Seats = await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken),
        };
    }
}

/// <summary>What the database says, under the workspace's lock, about a wish to let somebody in again.</summary>
public sealed record ReactivationFacts
{
    public required Asker Asker { get; init; }

    /// <summary>active, inactive, invited, deleted; null: no such user in this workspace.</summary>
    public string? Status { get; init; }

    /// <summary>full or partner; only a full user needs a seat (C9).</summary>
    public string? Kind { get; init; }

    /// <summary>Was invited and left without ever having been active; there is no password to sign in with.</summary>
    public bool NeverActive { get; init; }

    /// <summary>A case of the person that is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    /// <summary>That case waits for its last day and could be cancelled.</summary>
    public bool CaseIsScheduled { get; init; }

    public required SeatCount Seats { get; init; }
}
