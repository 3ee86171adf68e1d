using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Steps;

/// <summary>Runs one slice of a step.</summary>
/// <param name="OffboardingId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Slice">Fencing token: has to equal the step row's; a stale or doubled message does nothing.</param>
[MessageUrn("Offboarding.Worker.Steps:RunStep")]
public sealed record RunStep(Guid OffboardingId, string Step, long Slice)
{
    /// <summary>Slices in a row that found what is left held by somebody else; a worker of before ignores it.</summary>
    public int Held { get; init; }
}

/// <summary>The message as a row of the outbox.</summary>
internal static class RunStepMessages
{
    /// <summary>As <see cref="AddAsync"/>, with other messages.</summary>
    public static void Add(OutboxMessages said, RunStep run, StepLane lane) => said.AddForCase(ExchangeOf(lane), run, run.OffboardingId);

    /// <summary>Has a slice run soon after the connection's transaction commits, at least once.</summary>
    public static Task AddAsync(NpgsqlConnection connection, RunStep run, StepLane lane, CancellationToken cancellationToken) =>
        OutboxWriter.AddForCaseAsync(
            connection, ExchangeOf(lane), run, run.OffboardingId, cancellationToken);

    /// <summary>The same after a pause: nobody is kept waiting by it, and the row says why it waits.</summary>
    public static Task PutOffAsync(NpgsqlConnection connection, RunStep run, StepLane lane, TimeSpan pause, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("put-off-step"),
            new
            {
                id = NewId.NextGuid(),
                exchange = ExchangeOf(lane),
                urn = MessageUrn.ForTypeString<RunStep>(),
                body = OutboxWriter.ToBody(run),
                pause,
                caseId = run.OffboardingId,
            },
            cancellationToken: cancellationToken));

    private static string ExchangeOf(StepLane lane) => lane == StepLane.Lockout ? MessageExchanges.RunLockoutStep : MessageExchanges.RunStep;
}

/// <summary>Takes a slice off a queue.</summary>
internal sealed class RunStepConsumer(StepRunner runner) : IConsumer<RunStep>
{
    public Task Consume(ConsumeContext<RunStep> context) => runner.RunAsync(context.Message, null, context.CancellationToken);
}
