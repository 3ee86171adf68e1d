using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Steps;

/// <summary>
/// Sends again whatever a row says is due: scheduled cases, steps and cases that are stalled, and retries that no job has run in time. One worker at a time, by
/// an advisory lock. If the broker lost all it had, this alone would bring every case to its end (principle 1).
/// </summary>
internal sealed class StepSweep(
    NpgsqlDataSource database, StepCatalog catalog, OutboxSignal outbox, IOptions<StepsOptions> options, IOptions<HangfireOptions> jobs,
    ILogger<StepSweep> log) : Sweep("Steps and cases that are due", options.Value.SweepEvery, log)
{
    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken);
        return false;
    }

    /// <returns>The number of messages that were due.</returns>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("sweep-lock"), cancellationToken: cancellationToken)))
        {
            return 0;
        }

        TimeSpan stalledAfter = options.Value.StalledAfter;
        List<(Guid CaseId, string Step, long Slice)> steps = [.. await connection.QueryAsync<(Guid, string, long)>(
            new CommandDefinition(Sql.Read("sweep-steps"), new { stalledAfter, retryGrace = jobs.Value.RetryGrace, lockout = catalog.NamesOn(StepLane.Lockout) }, cancellationToken: cancellationToken))];
        foreach ((Guid caseId, string step, long slice) in steps)
        {
            StepLane lane = catalog.Find(step)?.Lane ?? StepLane.Work;
            await RunStepMessages.AddAsync(connection, new RunStep(caseId, step, slice), lane, cancellationToken);
        }

        List<(Guid CaseId, bool Scheduled)> cases = [.. await CaseStore.TakeDueAsync(connection, stalledAfter, cancellationToken)];
        foreach ((Guid caseId, bool scheduled) in cases)
        {
            await OutboxWriter.AddForCaseAsync(
                connection, scheduled ? MessageExchanges.StartCase : MessageExchanges.Saga,
                scheduled ? new StartCase(caseId) : new NudgeCase(caseId), caseId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (steps.Count + cases.Count > 0)
        {
            outbox.Set();
        }

        return steps.Count + cases.Count;
    }
}
