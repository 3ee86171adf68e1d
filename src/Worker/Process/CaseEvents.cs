using Offboarding.Contracts;
using Offboarding.Worker.Messaging;

namespace Offboarding.Worker.Process;

/// <summary>The events of a case's life, made from its row, so that a second answer is the same as the first.</summary>
internal static class CaseEvents
{
    public static OffboardingScheduled Scheduled(OffboardingCase row) => new()
    {
        EventId = EventIds.Event(row.CorrelationId, "scheduled"),
        OffboardingId = row.CorrelationId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = row.RequestedAt,
        DueAt = row.DueAt,
    };

    public static OffboardingStarted Started(OffboardingCase row, IEnumerable<string> steps) => new()
    {
        EventId = EventIds.Event(row.CorrelationId, "started"),
        OffboardingId = row.CorrelationId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = row.StartedAt ?? row.RequestedAt,
        Steps = [.. steps],
    };

    public static OffboardingCompleted Completed(OffboardingCase row, DateTime completedAt, IEnumerable<StepSnapshot> steps) => new()
    {
        EventId = EventIds.Event(row.CorrelationId, "completed"),
        OffboardingId = row.CorrelationId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = completedAt,
        SignInClosedAt = row.SignInClosedAt ?? row.RequestedAt,
        Steps = [.. steps.Select(s => new StepSummary { Step = s.Name, Done = s.Done, Skipped = s.Status == StepStatus.Skipped })],
    };
}
