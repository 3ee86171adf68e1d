using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Seats;

/// <summary>Changes what is paid for (A6), never below what is in use, with a line in the ledger.</summary>
internal sealed class ChangeSeatLimitHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<ChangeSeatLimitRequested>(database)
{
    private const int Most = 1_000_000;

    public override ChangeSeatLimitRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        RequestedBy = json.Id("requestedBy"),
        SeatLimit = json.RequiredCount("seatLimit", 0, Most),
        Reason = json.Text("reason", 500, required: true) ?? "",
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, ChangeSeatLimitRequested command, Answer answer, CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        SeatCount before = await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken);
        if (SeatLimitRules.Check(command, asker, before) is { } refusal)
        {
            return refusal;
        }

        string who = command.RequestedBy.ToString();
        DateTime now = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(
            Sql.Read("set-seat-limit"), command, cancellationToken: cancellationToken));
        await SeatLedger.AddAsync(
            connection,
            new SeatChange(command.WorkspaceId, "limit", null, before.SeatLimit, command.SeatLimit, who, command.Reason, command.RequestId),
            cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, null, who, "seat-limit-changed", command.RequestId,
                new { from = before.SeatLimit, to = command.SeatLimit, command.Reason }),
            cancellationToken);
        answer.Add(new SeatLimitChanged
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "seat-limit-changed"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            PreviousSeatLimit = before.SeatLimit,
            SeatLimit = command.SeatLimit,
            SeatsInUse = before.InUse,
        });
        return null;
    }
}

/// <summary>Checks whether the limit may be changed: a pure function. Returns null if so; otherwise the refusal.</summary>
public static class SeatLimitRules
{
    public static Refusal? Check(ChangeSeatLimitRequested request, Asker asker, SeatCount seats) =>
        asker.CheckAdmin($"change the seat limit of workspace {request.WorkspaceId} to {request.SeatLimit}")
        ?? (request.SeatLimit < seats.InUse
            ? new Refusal(RefusalCode.NoFreeSeat,
                $"The seat limit of workspace {request.WorkspaceId} cannot be {request.SeatLimit}: {Say.Count(seats.InUse, "seat is", "seats are")} in use.",
                $"Deactivate {Say.Count(seats.InUse - request.SeatLimit, "user")} first, or ask for {seats.InUse} or more.")
            : null);
}
