using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Deletion;

/// <summary>A step of a deletion (D8): it erases one kind of what is personal, batch by batch.</summary>
internal abstract class EraseStep : IOffboardingStep
{
    public abstract string Name { get; }

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public bool AppliesTo(CaseKind kind, HandoverPlan plan) => kind == CaseKind.Delete;

    public abstract Task<long> CountAsync(StepContext context, CancellationToken cancellationToken);

    public abstract Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken);
}

/// <summary>Removes the sessions and API tokens of somebody who is deleted (D8). They ended when the person left; now the rows go.</summary>
internal sealed class EraseAccessStep : EraseStep
{
    public override string Name => "erase-access";

    public override Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-kept-access"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken));

    public override async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        (long sessions, long tokens) = await context.Connection.QuerySingleAsync<(long, long)>(new CommandDefinition(
            Sql.Read("erase-access"),
            new { context.Step.WorkspaceId, context.Step.UserId, context.BatchSize }, cancellationToken: cancellationToken));
        return new BatchResult(sessions + tokens, Finished: sessions < context.BatchSize && tokens < context.BatchSize);
    }
}

/// <summary>Removes somebody who is deleted from teams, roles and permissions, and unlinks the contacts that signed in as them (D8).</summary>
internal sealed class EraseMembershipsStep : EraseStep
{
    public override string Name => "erase-memberships";

    public override Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-memberships"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken));

    /// <summary>One batch: somebody is in tens of teams, not in thousands.</summary>
    public override async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken) => new(
        await context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("erase-memberships"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken)),
        Finished: true);
}

/// <summary>
/// Erases what this product keeps of messages and texts that name somebody who is deleted: refused and parked messages, previews, answers,
/// invitations, reasons of legal holds, errors of attempts, lines of lists, comments on approvals, returns and bulk actions (D8). Only the id stays there. How many there are is known by looking at all of them, which
/// is the work itself, so there is no total.
/// </summary>
internal sealed class EraseTracesStep : EraseStep
{
    /// <summary>Messages are read and few of them are written: so many for one item of a batch.</summary>
    private const int PortionOfBatch = 10;

    /// <summary>Where the step goes on once the small tables are done: at the oldest message, since this is a microsecond after 1970.</summary>
    private const long Messages = 1;

    public override string Name => "erase-traces";

    public override Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult(0L);

    public override async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        string[] erases = await context.Connection.ExecuteScalarAsync<string[]>(new CommandDefinition(
            Sql.Read("what-is-erased"), new { step.CaseId }, cancellationToken: cancellationToken)) ?? [];
        if (erases is not [{ } name, { } email])
        {
            throw new StepCannotGoOnException("The case does not know name and address any more; what names the person cannot be found.");
        }

        var person = new
        {
            step.WorkspaceId,
            step.CaseId,
            step.UserId,
            context.BatchSize,
            name = TracePattern.Of(name),
            email = TracePattern.Of(email),
            workspace = step.WorkspaceId.ToString(),
            after = step.ResumeAfter,
            portion = PortionOfBatch * context.BatchSize,
        };
        if (step.ResumeAfter == 0)
        {
            (long rows, long most) = await context.Connection.QuerySingleAsync<(long, long)>(
                new CommandDefinition(Sql.Read("erase-traces"), person, cancellationToken: cancellationToken));
            return new BatchResult(rows, Finished: false, ResumeAfter: most < context.BatchSize ? Messages : 0);
        }

        (long erased, long? upto) = await context.Connection.QuerySingleAsync<(long, long?)>(
            new CommandDefinition(Sql.Read("erase-messages"), person, cancellationToken: cancellationToken));
        return new BatchResult(erased, Finished: upto is null, ResumeAfter: upto ?? step.ResumeAfter);
    }
}
