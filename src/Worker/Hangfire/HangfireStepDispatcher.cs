using Dapper;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// Says in the step's own transaction that a job is wanted; <see cref="JobRelay"/> makes it after the commit. Hangfire's storage has
/// transactions of its own: a job made there at once could run before the row is there, or without it.
/// </summary>
internal sealed class HangfireStepDispatcher : IStepDispatcher
{
    /// <summary>Hangfire's scheduler brings retries back; the sweep catches those it lost.</summary>
    public TimeSpan RetryGrace { get; } = TimeSpan.FromSeconds(15);

    public Task DispatchAsync(NpgsqlConnection connection, RunStep run, StepLane lane, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("want-job.sql"),
            new { caseId = run.OffboardingId, step = run.Step, slice = run.Slice, queue = lane == StepLane.Lockout ? JobQueues.Lockout : JobQueues.Work },
            cancellationToken: cancellationToken));
}
