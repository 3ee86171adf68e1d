using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Removes the leaver's completed tasks where the workspace's policy says so (C8); else they are kept (A4), and this step is not
/// there. Nothing brings them back, an undo neither; of somebody under legal hold they are kept (F10). How many they were is in the case and in the audit trail.
/// </summary>
internal sealed class RemoveCompletedTasksStep : IOffboardingStep
{
    public string Name => "remove-completed-tasks";

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public string? Policy => "removeCompletedTasks";

    public bool AppliesTo(CaseKind kind, HandoverPlan plan) => kind == CaseKind.Deactivate;

    public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-completed-tasks"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken));

    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (await IsHeldAsync(context, cancellationToken))
        {
            await AuditTrail.AddAsync(
                context.Connection,
                new AuditEntry(context.Step.WorkspaceId, context.Step.CaseId, AuditEntry.System, "completed-tasks-kept", Details: new { why = "legal-hold" }),
                cancellationToken);
            return new BatchResult(0, Finished: true);
        }

        // The leaver's row is held, so that no legal hold can be placed meanwhile; but they may be about to return.
        int removed = await BusyRows.OrLaterAsync(() => context.Connection.ExecuteAsync(new CommandDefinition(
            $"{Sql.Read("lock-timeout-wait")};{Sql.Read("remove-completed-tasks")};{Sql.Read("lock-timeout-reset")}",
            new { context.Step.WorkspaceId, context.Step.UserId, context.BatchSize }, cancellationToken: cancellationToken)));
        return new BatchResult(removed, Finished: removed == 0);
    }

    /// <summary>Nothing of somebody under legal hold is removed (F10).</summary>
    private static async Task<bool> IsHeldAsync(StepContext context, CancellationToken cancellationToken)
    {
        var leaver = new { context.Step.WorkspaceId, context.Step.UserId };
        await context.Connection.ExecuteAsync(new CommandDefinition(Sql.Read("lock-leaver"), leaver, cancellationToken: cancellationToken));
        return await context.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("leaver-is-held"), leaver, cancellationToken: cancellationToken));
    }

    /// <summary>Of somebody under legal hold nothing was removed, and the audit trail says so already; unless the hold came after the first tasks were gone.</summary>
    public async Task<OffboardingEvent?> FinishAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.Step.Done == 0 && await IsHeldAsync(context, cancellationToken))
        {
            return null;
        }

        await AuditTrail.AddAsync(
            context.Connection,
            new AuditEntry(
                context.Step.WorkspaceId, context.Step.CaseId, AuditEntry.System, "completed-tasks-removed",
                Details: new { tasks = context.Step.Done, policy = Policy }),
            cancellationToken);
        return null;
    }
}
