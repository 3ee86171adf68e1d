using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Departures;

/// <summary>Moves the last day of a departure or a deletion that has not started (F1, D8). A day that is here already lets the sweep start it.</summary>
internal sealed class RescheduleOffboardingHandler(NpgsqlDataSource database) : CaseCommandHandler<RescheduleOffboardingRequested>(database)
{
    public override RescheduleOffboardingRequested Read(FieldReader json)
    {
        LastDay lastDay = LastDayReader.Read(json);
        if (lastDay is { Instant: null, Date: null } && !json.IsWrong("lastDay") && !json.IsWrong("lastDate"))
        {
            json.Wrong("lastDay", "is missing; say lastDay, or lastDate and timeZone");
        }

        return new RescheduleOffboardingRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            OffboardingId = json.Id("offboardingId"),
            RequestedBy = json.Id("requestedBy"),
            LastDay = lastDay.Instant,
            LastDate = lastDay.Date,
            TimeZone = lastDay.Zone,
            Comment = json.Text("comment", 500, required: false),
        };
    }

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, RescheduleOffboardingRequested command, OffboardingCase row, DateTime now, Answer answer,
        CancellationToken cancellationToken)
    {
        var lastDay = new LastDay(command.LastDay, command.LastDate, command.TimeZone);
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        ReturnFacts back = await ReturnStore.FactsAsync(connection, row.CorrelationId, cancellationToken);
        bool deletes = row.Kind == CaseKind.Delete;
        TimeSpan? longestAgo = deletes ? null : TimeSpan.FromDays(await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            Sql.Read("late-last-day-days"), new { command.WorkspaceId }, cancellationToken: cancellationToken)));
        if ((asker.CheckAdmin($"move the last day of case {command.OffboardingId}")
            ?? NotStartedRule.Check(command.OffboardingId, CaseStateText.Read(row.State), "moved to another day", row.Kind)
            ?? LastDayRule.Check(lastDay, $"The new last day of case {command.OffboardingId}", now, deletes ? DeletionRules.FurthestAhead : null, longestAgo)
            ?? ReturnRule.CheckMovedLastDay(
                command.OffboardingId, lastDay.Date is null ? "lastDay" : "lastDate", lastDay.Ends()!.Value.UtcDateTime, back.IsOpen ? back.ReturnAt : null)
            ?? await CheckRetentionAsync(connection, row, DeletionRules.Due(lastDay, now), cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        DateTime due = DeletionRules.Due(lastDay, now);
        await CaseStore.RescheduleAsync(connection, row.CorrelationId, due, deletes ? null : LastDayRule.Late(lastDay, now), cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, command.RequestedBy.ToString(), "rescheduled", command.RequestId,
                new { from = row.DueAt, to = due, command.Comment }),
            cancellationToken);
        answer.Add(new OffboardingRescheduled
        {
            EventId = EventIds.Event(row.CorrelationId, $"rescheduled/{command.RequestId}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = now,
            CommandId = command.RequestId,
            PreviousDueAt = row.DueAt,
            DueAt = due,
        });
        return null;
    }

    /// <summary>A deletion is not moved into the time for which the user has to be kept (D10); what else stands against it is checked when it is due.</summary>
    private static async Task<Refusal?> CheckRetentionAsync(NpgsqlConnection connection, OffboardingCase row, DateTime due, CancellationToken cancellationToken) =>
        row.Kind == CaseKind.Delete
            ? RetentionRule.Check(
                row.UserId, due,
                (await DeletionRows.FactsAsync(connection, row.WorkspaceId, row.UserId, row.RequestedBy, cancellationToken)).RetentionUntil)
            : null;
}
