using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Deletion;

/// <summary>Removes somebody who is deleted from teams, roles and permissions, and unlinks the contacts that signed in as them (D8).</summary>
internal sealed class EraseMembershipsStep : IOffboardingStep
{
    public string Name => "erase-memberships";

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public bool AppliesTo(CaseKind kind, HandoverPlan plan) => kind == CaseKind.Delete;

    public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-memberships"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken));

    /// <summary>One batch: somebody is in tens of teams, not in thousands.</summary>
    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken) => new(
        await context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("erase-memberships"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken)),
        Finished: true);
}
