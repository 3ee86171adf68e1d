using MassTransit;
using Npgsql;
using Offboarding.Worker.Evidence;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Steps;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Process;

/// <summary>Looks at the steps' rows, decides what comes next, and does it in the saga's transaction.</summary>
public sealed class AdvanceCase(OffboardingSaga saga, StepStarter starter) : IStateMachineActivity<OffboardingCase>
{
    public async Task Execute(BehaviorContext<OffboardingCase> context, IBehavior<OffboardingCase> next)
    {
        await AdvanceAsync(context);
        await next.Execute(context);
    }

    public async Task Execute<T>(BehaviorContext<OffboardingCase, T> context, IBehavior<OffboardingCase, T> next)
        where T : class
    {
        await AdvanceAsync(context);
        await next.Execute(context);
    }

    public Task Faulted<TException>(BehaviorExceptionContext<OffboardingCase, TException> context, IBehavior<OffboardingCase> next)
        where TException : Exception => next.Faulted(context);

    public Task Faulted<T, TException>(BehaviorExceptionContext<OffboardingCase, T, TException> context, IBehavior<OffboardingCase, T> next)
        where T : class
        where TException : Exception => next.Faulted(context);

    public void Probe(ProbeContext context) => context.CreateScope("advance-case");

    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    private async Task AdvanceAsync(BehaviorContext<OffboardingCase> context)
    {
        OffboardingCase @case = context.Saga;
        NpgsqlConnection connection = context.Connection();
        Traces.About(@case.WorkspaceId, @case.CorrelationId, @case.Traceparent);
        IReadOnlyList<StepSnapshot> steps = await StepRows.LoadAsync(connection, @case.CorrelationId, context.CancellationToken);
        CaseState before = Enum.Parse<CaseState>(@case.State);
        Decision decision = NextStep.Decide(before, steps);
        if (decision.Start.Count > 0)
        {
            await starter.StartAsync(connection, @case.CorrelationId, decision.Start, context.CancellationToken);
        }

        if (decision.State == CaseState.Completed && before != CaseState.Completed)
        {
            await CompleteAsync(connection, @case, steps, context.CancellationToken);
        }

        await context.TransitionToState(saga.GetState(decision.State.ToString()));
    }

    private static async Task CompleteAsync(
        NpgsqlConnection connection, OffboardingCase @case, IReadOnlyList<StepSnapshot> steps, CancellationToken cancellationToken)
    {
        DateTime now = await StepRows.NowAsync(connection, cancellationToken);
        @case.CompletedAt = now;
        Measures.Completed(@case.Kind.ToString(), now - (@case.StartedAt ?? now));
        @case.Erases = null;
        await OutboxWriter.AddEventAsync(connection, await CaseEvents.CompletedAsync(connection, @case, now, steps, cancellationToken), cancellationToken);
        await AuditTrail.AddAsync(connection, new AuditEntry(@case.WorkspaceId, @case.CorrelationId, AuditEntry.System, "completed"), cancellationToken);
    }
}
