using Npgsql;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;

namespace Offboarding.Worker.Steps;

/// <summary>Runs one slice of a step.</summary>
/// <param name="OffboardingId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Slice">Fencing token: has to equal the step row's; a stale or doubled message does nothing.</param>
public sealed record RunStep(Guid OffboardingId, string Step, long Slice);

/// <summary>The message as a row of the outbox.</summary>
internal static class RunStepMessages
{
    /// <summary>Has a slice run soon after the connection's transaction commits, at least once.</summary>
    public static Task AddAsync(NpgsqlConnection connection, RunStep run, StepLane lane, CancellationToken cancellationToken) =>
        OutboxWriter.AddForCaseAsync(
            connection, lane == StepLane.Lockout ? MessageExchanges.RunLockoutStep : MessageExchanges.RunStep, run, run.OffboardingId, cancellationToken);
}
