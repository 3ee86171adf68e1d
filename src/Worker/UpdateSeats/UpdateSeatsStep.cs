using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Process;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.UpdateSeats;

/// <summary>
/// Tells the world that the seat is free. It is free already: seats in use are active full users, so the seat was free as soon
/// as the user was inactive (A5). The paid limit is lowered only when the request asks for it (A6, B6, C10), once, and
/// never below what is in use. A partner user holds no seat, so nothing is freed for one (C9).
/// </summary>
internal sealed class UpdateSeatsStep : IOffboardingStep
{
    public const string StepName = "update-seats";

    public string Name => StepName;

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public bool NeedsWorkspaceLock => true;

    public bool AppliesTo(CaseKind kind, HandoverPlan plan) => kind == CaseKind.Deactivate;

    public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Step.FreesSeat ? 1L : 0L);

    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        if (!step.FreesSeat)
        {
            return new BatchResult(0, Finished: true);
        }

        (int seatLimit, int seatsInUse, bool lowered) = await context.Connection.QuerySingleAsync<(int, int, bool)>(new CommandDefinition(
            Sql.Read("update-seats.sql"), new { step.WorkspaceId, step.LowerSeatLimit, step.CaseId }, cancellationToken: cancellationToken));
        await OutboxWriter.AddEventAsync(context.Connection, new SeatReleased
        {
            EventId = EventIds.Event(step.CaseId, "seat-released"),
            OffboardingId = step.CaseId,
            RequestId = step.RequestId,
            WorkspaceId = step.WorkspaceId,
            UserId = step.UserId,
            OccurredAt = step.Now,
            SeatLimit = seatLimit,
            SeatsInUse = seatsInUse,
            LimitLowered = lowered,
        }, cancellationToken);
        return new BatchResult(1, Finished: true);
    }

    public Task FinishAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
