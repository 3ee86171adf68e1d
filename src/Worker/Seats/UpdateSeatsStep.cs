using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Seats;

/// <summary>
/// Tells the world that the seat is free. It is free already: seats in use are active full users, so the seat was free as soon
/// as the user was inactive (A5). The paid limit is lowered only when the request asks for it (A6, B6, C10), once, and
/// never below what is in use. A partner user holds no seat, so nothing is freed for one (C9).
/// </summary>
internal sealed class UpdateSeatsStep : IShortStep
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
        ShortBatch result = await RunAloneAsync(context, cancellationToken);
        if (result.Said is { } said)
        {
            await OutboxWriter.AddEventAsync(context.Connection, said, cancellationToken);
        }

        return result.Batch;
    }

    public void Add(NpgsqlBatch batch, StepRow step, int batchSize)
    {
        if (step.FreesSeat)
        {
            var update = new NpgsqlBatchCommand(Sql.Read("update-seats"));
            update.Parameters.AddWithValue("WorkspaceId", step.WorkspaceId);
            update.Parameters.AddWithValue("LowerSeatLimit", step.LowerSeatLimit);
            update.Parameters.AddWithValue("UserId", step.UserId);
            update.Parameters.AddWithValue("RequestedBy", step.RequestedBy.ToString());
            update.Parameters.AddWithValue("Reason", step.Reason!);
            update.Parameters.AddWithValue("RequestId", step.RequestId);
            batch.BatchCommands.Add(update);
        }
    }

    public async Task<ShortBatch> ReadAsync(NpgsqlDataReader results, StepRow step, int batchSize, CancellationToken cancellationToken)
    {
        if (!step.FreesSeat)
        {
            return new ShortBatch(new BatchResult(0, Finished: true), null);
        }

        await results.ReadAsync(cancellationToken);
        var said = new SeatReleased
        {
            EventId = EventIds.Event(step.CaseId, "seat-released"),
            OffboardingId = step.CaseId,
            RequestId = step.RequestId,
            WorkspaceId = step.WorkspaceId,
            UserId = step.UserId,
            OccurredAt = step.Now,
            SeatLimit = results.GetInt32(0),
            SeatsInUse = results.GetInt32(1),
            LimitLowered = results.GetBoolean(2),
        };
        await results.NextResultAsync(cancellationToken);
        return new ShortBatch(new BatchResult(1, Finished: true), said);
    }

    private async Task<ShortBatch> RunAloneAsync(StepContext context, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(context.Connection);
        Add(batch, context.Step, context.BatchSize);
        if (batch.BatchCommands.Count == 0)
        {
            return new ShortBatch(new BatchResult(0, Finished: true), null);
        }

        await using NpgsqlDataReader results = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(results, context.Step, context.BatchSize, cancellationToken);
    }
}
