using Dapper;
using Hangfire.PostgreSql;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Evidence;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Process;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// Before a job runs: a retry that is due is ready again, and a failed step whose job somebody requeued gets fresh attempts, as a
/// retry in our own dashboard would give it. The slice stays the same, so the job is still the step's.
/// </summary>
internal sealed class StepRevival(NpgsqlDataSource database, PostgreSqlStorage storage, OutboxSignal outbox, IOptions<StepsOptions> options)
{
    /// <exception cref="StepIsPausedException">The step failed and its case is paused.</exception>
    public async Task ReviveAsync(RunStep run, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        RevivedStep? step = await connection.QuerySingleOrDefaultAsync<RevivedStep>(new CommandDefinition(
            Sql.Read("revive-step.sql"),
            new { caseId = run.OffboardingId, step = run.Step, slice = run.Slice, attempts = options.Value.MaxAttempts },
            cancellationToken: cancellationToken));
        if (step is null)
        {
            return;
        }

        if (!step.Revived)
        {
            if (step is { WasFailed: true, CaseState: "paused" })
            {
                throw new StepIsPausedException(run.OffboardingId);
            }

            return;
        }

        if (step.WasFailed)
        {
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(step.WorkspaceId, run.OffboardingId, WhoRequeued(step.JobId), "step-retried", Details: new { step = run.Step, job = step.JobId }),
                cancellationToken);
            // The case does not need attention any more, if this was all that it needed.
            await OutboxWriter.AddAsync(connection, MessageExchanges.Saga, new NudgeCase(run.OffboardingId), null, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        outbox.Set();
    }

    private string WhoRequeued(string? jobId)
    {
        JobDetailsDto? details = jobId is null ? null : storage.GetMonitoringApi().JobDetails(jobId);
        StateHistoryDto? queued = details?.History.Where(h => h.StateName == EnqueuedState.StateName).MaxBy(h => h.CreatedAt);
        return Requeued.Who(queued?.Reason) ?? AuditEntry.System;
    }
}
