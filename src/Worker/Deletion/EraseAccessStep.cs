using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Deletion;

/// <summary>Removes the sessions and API tokens of somebody who is deleted (D8). They ended when the person left; now the rows go.</summary>
internal sealed class EraseAccessStep : IOffboardingStep
{
    public string Name => "erase-access";

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public bool AppliesTo(CaseKind kind, HandoverPlan plan) => kind == CaseKind.Delete;

    public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-kept-access"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken));

    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        (long sessions, long tokens) = await context.Connection.QuerySingleAsync<(long, long)>(new CommandDefinition(
            Sql.Read("erase-access"),
            new { context.Step.WorkspaceId, context.Step.UserId, context.BatchSize }, cancellationToken: cancellationToken));
        return new BatchResult(sessions + tokens, Finished: sessions < context.BatchSize && tokens < context.BatchSize);
    }
}
