using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Evidence;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Requests.Answers;
using Offboarding.Worker.Requests.Ingress;
using Offboarding.Worker.Requests.Refusals;
using Offboarding.Worker.Requests.Seats;

namespace Offboarding.Worker.Requests.ReactivateUser;

/// <summary>Lets somebody in again (D6); the seat is taken under the workspace's lock, so the limit holds.</summary>
internal sealed class ReactivateUserHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<ReactivateUserRequested>(database)
{
    public override ReactivateUserRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        UserId = json.Id("userId"),
        RequestedBy = json.Id("requestedBy"),
        GiveBackWork = json.Flag("giveBackWork"),
    };

    protected override Guid? UserOf(ReactivateUserRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, ReactivateUserRequested command, Answer answer, CancellationToken cancellationToken)
    {
        ReactivationFacts facts = await FactsAsync(connection, command, cancellationToken);
        if (ReactivationRules.Check(command, facts) is { } refusal)
        {
            return refusal;
        }

        (DateTime now, Guid? lastCase, Guid? lastHandover) = await connection.QuerySingleAsync<(DateTime, Guid?, Guid?)>(new CommandDefinition(
            Sql.Read("reactivate-user.sql"), command, cancellationToken: cancellationToken));
        bool seatTaken = facts.Kind == "full";
        int inUse = facts.Seats.InUse + (seatTaken ? 1 : 0);
        if (seatTaken)
        {
            await SeatLedger.AddAsync(
                connection,
                new SeatChange(command.WorkspaceId, "taken", command.UserId, facts.Seats.InUse, inUse, command.RequestedBy.ToString(),
                    "reactivated", command.RequestId),
                cancellationToken);
        }

        Guid? undo = command.GiveBackWork && lastHandover is { } handover ? await GiveBackAsync(connection, command, handover, cancellationToken) : null;
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, lastCase, command.RequestedBy.ToString(), "user-reactivated", command.RequestId,
                new { command.UserId, seatTaken, undo }),
            cancellationToken);
        answer.Add(new UserReactivated
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "user-reactivated"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            UserId = command.UserId,
            SeatTaken = seatTaken,
            SeatLimit = facts.Seats.SeatLimit,
            SeatsInUse = inUse,
            UndoRequestId = undo,
        });
        return null;
    }

    /// <summary>The undo is a command like any other, on its way when the person is active.</summary>
    private static async Task<Guid> GiveBackAsync(
        NpgsqlConnection connection, ReactivateUserRequested command, Guid handover, CancellationToken cancellationToken)
    {
        Guid undo = EventIds.Answer(command.WorkspaceId, command.RequestId, "undo-handover");
        await OutboxWriter.AddAsync(
            connection,
            MessageNames.Of<UndoHandoverRequested>(),
            new UndoHandoverRequested { RequestId = undo, WorkspaceId = command.WorkspaceId, OffboardingId = handover, RequestedBy = command.RequestedBy },
            undo,
            cancellationToken);
        return undo;
    }

    private static async Task<ReactivationFacts> FactsAsync(
        NpgsqlConnection connection, ReactivateUserRequested command, CancellationToken cancellationToken)
    {
        (string? Status, string? Kind, Guid? Case, bool? Scheduled) row =
            await connection.QuerySingleOrDefaultAsync<(string?, string?, Guid?, bool?)>(new CommandDefinition(
                Sql.Read("reactivation-facts.sql"), command, cancellationToken: cancellationToken));
        return new ReactivationFacts
        {
            Asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken),
            Status = row.Status,
            Kind = row.Kind,
            CaseInProgress = row.Case,
            CaseIsScheduled = row.Scheduled is true,
            Seats = await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken),
        };
    }
}
