using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Cases;

/// <summary>
/// Makes a failed step wait for its start again, with a fresh number of attempts, and the next attempt of a step that waits for one due
/// now. Any other step is left alone and the audit says so: an ignored request is never recorded as a success.
/// </summary>
public sealed class ReopenStep(IStepStarter starter) : IStateMachineActivity<OffboardingCase, RetryStep>
{
    public async Task Execute(BehaviorContext<OffboardingCase, RetryStep> context, IBehavior<OffboardingCase, RetryStep> next)
    {
        RetryStep message = context.Message;
        NpgsqlConnection connection = context.Connection();
        Traces.About(context.Saga.WorkspaceId, context.Saga.CorrelationId, context.Saga.Traceparent);
        int reopened = await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("reopen-step"),
            new { caseId = message.OffboardingId, step = message.Step, attempts = starter.MaxAttempts },
            cancellationToken: context.CancellationToken));
        string action = reopened == 1 ? "step-retried" : "step-retry-declined";
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(context.Saga.WorkspaceId, context.Saga.CorrelationId, message.RequestedBy, action, message.OperationId,
                new { step = message.Step, comment = message.Comment, why = reopened == 1 ? null : "the step has not failed and does not wait for its next attempt" }),
            context.CancellationToken);
        await next.Execute(context);
    }

    public Task Faulted<TException>(BehaviorExceptionContext<OffboardingCase, RetryStep, TException> context, IBehavior<OffboardingCase, RetryStep> next)
        where TException : Exception => next.Faulted(context);

    public void Probe(ProbeContext context) => context.CreateScope("reopen-step");

    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);
}

/// <summary>An operator's wish to run a failed step again, after it was checked at the door.</summary>
/// <param name="OffboardingId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="RequestedBy">The operator's account name.</param>
/// <param name="OperationId">The request id of the command.</param>
/// <param name="Comment">Why, or null.</param>
[MessageUrn("Offboarding.Worker.Process:RetryStep")]
public sealed record RetryStep(Guid OffboardingId, string Step, string RequestedBy, Guid OperationId, string? Comment);
