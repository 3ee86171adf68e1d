using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Operators;

/// <summary>
/// What the commands of operators have in common: a rule over state and steps says no or the rows are changed, and the saga is
/// asked to look at them. A doubled, late or lost nudge changes nothing: the rows say what is next.
/// </summary>
internal abstract class OperatorCommandHandler<TCommand>(NpgsqlDataSource database) : CaseCommandHandler<TCommand>(database)
    where TCommand : class, ICaseCommand
{
    protected sealed override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, TCommand command, OffboardingCase row, DateTime now, Answer answer, CancellationToken cancellationToken)
    {
        if (LockedStep(command) is { } step)
        {
            // Takes its turn with the step's runner, which holds this row while a batch runs.
            await StepRows.LockAsync(connection, row.CorrelationId, step, cancellationToken);
        }

        IReadOnlyList<StepSnapshot> steps = await CaseSteps.LoadAsync(connection, row.CorrelationId, cancellationToken);
        if (Check(command, CaseStateText.Read(row.State), steps) is { } problem)
        {
            return new Refusal(RefusalCode.ConflictingRequest, $"Case {row.CorrelationId} {problem}.", "Look at the case in the dashboard.");
        }

        answer.Add(await ChangeAsync(connection, command, row, now, cancellationToken));
        await OutboxWriter.AddAsync(connection, MessageExchanges.Saga, new NudgeCase(row.CorrelationId), null, cancellationToken);
        return null;
    }

    /// <summary>The step whose row the decision depends on; null: the case's own is enough.</summary>
    protected virtual string? LockedStep(TCommand command) => null;

    /// <summary>Completes "Case ... "; null when it may be done.</summary>
    protected abstract string? Check(TCommand command, CaseState state, IReadOnlyList<StepSnapshot> steps);

    /// <summary>Changes the rows and writes the audit entry.</summary>
    /// <returns>The event to answer with.</returns>
    protected abstract Task<OffboardingEvent> ChangeAsync(
        NpgsqlConnection connection, TCommand command, OffboardingCase row, DateTime now, CancellationToken cancellationToken);
}
