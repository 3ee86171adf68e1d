using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Steps;

/// <summary>
/// Runs one slice of a step: batch after batch, each in a transaction of its own that holds the moved rows, the progress and
/// the message that follows. When the slice is over the step rings itself again, behind whoever waits.
/// </summary>
public sealed class StepRunner(
    NpgsqlDataSource database, StepCatalog catalog, IStepDispatcher dispatcher, StepFailures failures, OutboxSignal outbox,
    WorkInHand work, IOptions<StepsOptions> options, TimeProvider time)
{
    /// <summary>Runs until the slice is over, the step is done, or the message turns out to be stale.</summary>
    /// <returns>The attempt that failed, written to the step's row already; null: none did.</returns>
    public async Task<StepSetback?> RunAsync(RunStep run, CancellationToken cancellationToken)
    {
        using IDisposable held = work.Take(run);
        // A message brings its place in the trace; a job brings none, and goes on where the case was opened.
        string? opened = Traces.AreOn && Activity.Current is null ? await StepRows.TraceparentAsync(database, run.OffboardingId, cancellationToken) : null;
        using Activity? span = Traces.Slice(run.Step, run.OffboardingId, opened);
        long started = time.GetTimestamp();
        int tries = 0;
        bool contended = false;
        bool goOn = true;
        while (goOn)
        {
            try
            {
                goOn = await RunBatchAsync(run, contended, () => time.GetElapsedTime(started) >= options.Value.Slice, cancellationToken);
                (tries, contended) = (0, false);
            }
            catch (BatchContendedException) when (!contended)
            {
                contended = true;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                (goOn, StepSetback? setback) = await failures.HandleAsync(run, error, ++tries, time.GetElapsedTime(started), cancellationToken);
                if (setback is not null)
                {
                    span.Failed(error);
                    return setback;
                }
            }
        }

        return null;
    }

    private async Task<bool> RunBatchAsync(RunStep run, bool contended, Func<bool> sliceIsOver, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (catalog.Find(run.Step) is { NeedsWorkspaceLock: true })
        {
            await WorkspaceLock.TakeOfCaseAsync(connection, run.OffboardingId, cancellationToken);
        }

        StepRow? row = await StepRows.LockAsync(connection, run.OffboardingId, run.Step, cancellationToken);
        if (row is null || !row.IsRunnable || row.Slice != run.Slice)
        {
            return false;
        }

        Traces.AboutWorkspace(row.WorkspaceId);
        using Tally? tally = Tally.Begin();
        IOffboardingStep step = catalog.Find(run.Step)
            ?? throw new StepCannotGoOnException($"This worker has no step named '{run.Step}'; deploy one that has, then retry.");
        var context = new StepContext(connection, row, row.BatchSize ?? options.Value.BatchSize, contended);
        long? total = row.Total ?? await step.CountAsync(context, cancellationToken);
        context = context with { Step = row with { Total = total } };
        BatchResult batch = await step.RunBatchAsync(context, cancellationToken);
        if (batch.Finished)
        {
            await step.FinishAsync(context with { Step = row with { Total = total, Done = row.Done + batch.Done } }, cancellationToken);
            await OutboxWriter.AddEventAsync(connection, Completed(row, batch), cancellationToken);
        }

        bool ring = !batch.Finished && sliceIsOver();
        long slice = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("step-progress.sql"),
            new { caseId = row.CaseId, name = row.Name, total, moved = batch.Done, resumeAfter = batch.ResumeAfter, finished = batch.Finished, ring },
            cancellationToken: cancellationToken));
        if (ring)
        {
            await dispatcher.DispatchAsync(connection, run with { Slice = slice }, step.Lane, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        tally?.Commit();
        Measures.Done(step.Name, batch.Done);
        if (ring || batch.Finished)
        {
            outbox.Set();
        }

        return !ring && !batch.Finished;
    }

    private static StepCompleted Completed(StepRow row, BatchResult batch) => new()
    {
        EventId = row.EventId($"step-completed/{row.Name}"),
        OffboardingId = row.CaseId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = row.Now,
        Step = row.Name,
        Done = row.Done + batch.Done,
    };
}
