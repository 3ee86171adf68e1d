using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Cases;

/// <summary>The events of a case's life, made from its row, so that a second answer is the same as the first. Each kind has its own.</summary>
internal static class CaseEvents
{
    public static OffboardingEvent Scheduled(OffboardingCase row) => row.Kind == CaseKind.Delete
        ? new DeletionScheduled
        {
            EventId = EventIds.Event(row.CorrelationId, "scheduled"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = row.RequestedAt,
            DueAt = row.DueAt,
        }
        : new OffboardingScheduled
        {
            EventId = EventIds.Event(row.CorrelationId, "scheduled"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = row.RequestedAt,
            DueAt = row.DueAt,
        };

    public static OffboardingHeld Held(OffboardingCase row, DateTime expiresAt) => new()
    {
        EventId = EventIds.Event(row.CorrelationId, $"held/{row.ApprovalId}"),
        OffboardingId = row.CorrelationId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = row.RequestedAt,
        ApprovalId = row.ApprovalId!.Value,
        ExpiresAt = expiresAt,
    };

    public static OffboardingEvent Started(OffboardingCase row, IEnumerable<string> steps)
    {
        Guid eventId = EventIds.Event(row.CorrelationId, "started");
        DateTime at = row.StartedAt ?? row.RequestedAt;
        return row.Kind switch
        {
            CaseKind.Deactivate => new OffboardingStarted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = at,
                Steps = [.. steps],
                LateLastDay = row.LateLastDay,
            },
            CaseKind.Reassign => new ReassignmentStarted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = at,
                Steps = [.. steps],
            },
            CaseKind.Undo => new UndoStarted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = at,
                UndoneOffboardingId = row.Undoes!.Value,
                AlsoUndone = row.UndoesAlso ?? [],
                GivesTo = row.GivesTo!.Value,
                Steps = [.. steps],
            },
            CaseKind.Delete => new DeletionStarted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = at,
                Steps = [.. steps],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Kind, "is no kind of case"),
        };
    }

    public static async Task<OffboardingEvent> CompletedAsync(
        NpgsqlConnection connection, OffboardingCase row, DateTime completedAt, IEnumerable<StepSnapshot> steps, CancellationToken cancellationToken)
    {
        Guid eventId = EventIds.Event(row.CorrelationId, "completed", row.Reopened);
        StepSummary[] summaries = [.. steps.Select(s => new StepSummary { Step = s.Name, Done = s.Done, Skipped = s.Status == StepStatus.Skipped })];
        return row.Kind switch
        {
            CaseKind.Deactivate => new OffboardingCompleted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = completedAt,
                SignInClosedAt = row.SignInClosedAt ?? row.RequestedAt,
                Steps = summaries,
            },
            CaseKind.Reassign => new ReassignmentCompleted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = completedAt,
                Steps = summaries,
            },
            CaseKind.Undo => new UndoCompleted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = completedAt,
                UndoneOffboardingId = row.Undoes!.Value,
                AlsoUndone = row.UndoesAlso ?? [],
                GivesTo = row.GivesTo!.Value,
                Kinds = [.. await connection.QueryAsync<UndoneKind>(new CommandDefinition(
                    Sql.Read("undone-kinds"), new { caseId = row.CorrelationId }, cancellationToken: cancellationToken))],
            },
            CaseKind.Delete => new UserDeleted
            {
                EventId = eventId,
                OffboardingId = row.CorrelationId,
                RequestId = row.RequestId,
                WorkspaceId = row.WorkspaceId,
                UserId = row.UserId,
                OccurredAt = completedAt,
                Steps = summaries,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Kind, "is no kind of case"),
        };
    }
}
