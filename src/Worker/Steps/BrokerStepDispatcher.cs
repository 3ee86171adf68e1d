using Npgsql;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;

namespace Offboarding.Worker.Steps;

/// <summary>The default engine: a message on the broker, through the outbox.</summary>
internal sealed class BrokerStepDispatcher : IStepDispatcher
{
    public Task DispatchAsync(NpgsqlConnection connection, RunStep run, StepLane lane, CancellationToken cancellationToken) =>
        OutboxWriter.AddForCaseAsync(
            connection, lane == StepLane.Lockout ? MessageExchanges.RunLockoutStep : MessageExchanges.RunStep, run, run.OffboardingId, cancellationToken);
}
