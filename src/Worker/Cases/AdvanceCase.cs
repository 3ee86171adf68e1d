using MassTransit;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Cases;

/// <summary>Looks at the steps' rows and takes the case on, in the saga's transaction.</summary>
public sealed class AdvanceCase(OffboardingSaga saga, CaseAdvance advance) : IStateMachineActivity<OffboardingCase>
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
        IReadOnlyList<StepSnapshot> steps = await CaseSteps.LoadAsync(connection, @case.CorrelationId, context.CancellationToken);
        DateTime now = await DatabaseClock.NowAsync(connection, context.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        var said = new OutboxMessages();
        CaseState after = await advance.DecideAsync(connection, said, batch, @case, Enum.Parse<CaseState>(@case.State), steps, now, context.CancellationToken);
        said.WriteTo(batch);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(context.CancellationToken);
        }

        await context.TransitionToState(saga.GetState(after.ToString()));
    }
}
