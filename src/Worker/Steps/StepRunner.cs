using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Steps;

/// <summary>
/// Runs one slice of a step: batch after batch, each in a transaction of its own that holds the moved rows, the progress and
/// the message that follows; the last one also takes the case on. When the slice is over the step is dispatched again, behind whoever waits.
/// </summary>
public sealed class StepRunner(
    NpgsqlDataSource database, StepCatalog catalog, StepFailures failures, CaseAdvance advance, OutboxSignal outbox,
    RunningSteps work, IOptions<StepsOptions> options, TimeProvider time)
{
    /// <summary>A job, which other jobs wait for, waits no longer than this for its next try.</summary>
    private static readonly TimeSpan InAJob = TimeSpan.FromSeconds(2);

    /// <summary>Runs until the slice is over, the step is done, the attempt failed, or the message turns out to be stale.</summary>
    /// <param name="run">The slice.</param>
    /// <param name="follow">Sees to the slice that follows, in the transaction of the last batch; null: a message on the broker.</param>
    /// <param name="cancellationToken">Stops after the batch.</param>
    /// <exception cref="WorkspaceLockedException">Nothing was done and nothing failed; the slice has to come again.</exception>
    public async Task<StepRunResult> RunAsync(
        RunStep run, Func<NpgsqlConnection, RunStep, CancellationToken, Task>? follow, CancellationToken cancellationToken)
    {
        using IDisposable inHand = work.Take(run);
        // A message brings its place in the trace; a job brings none, and goes on where the case was opened.
        string? opened = Traces.AreOn && Activity.Current is null ? await StepRows.TraceparentAsync(database, run.OffboardingId, cancellationToken) : null;
        using Activity? span = Traces.Slice(run.Step, run.OffboardingId, opened);
        long started = time.GetTimestamp();
        int tries = 0;
        bool contended = false;
        bool advanceLater = false;
        bool held = false;
        var count = new Count();
        while (true)
        {
            try
            {
                StepRunResult? result = await RunBatchAsync(
                    run, contended, advanceLater, held, count, () => held || time.GetElapsedTime(started) >= options.Value.Slice, follow, cancellationToken);
                if (result is not null)
                {
                    if (held && follow is not null)
                    {
                        // A message is put off; a job, which goes on at once, waits here.
                        TimeSpan pause = WhileHeld(run.Held);
                        await Task.Delay(pause < InAJob ? pause : InAJob, time, cancellationToken);
                    }

                    return result;
                }

                (tries, contended) = (0, false);
            }
            catch (CaseAdvanceException)
            {
                advanceLater = true;
            }
            catch (BatchContendedException) when (!contended)
            {
                contended = true;
            }
            catch (RowsHeldException) when (run.Held < options.Value.TriesWhileHeld)
            {
                held = true;
            }
            catch (Exception error) when (error is not WorkspaceLockedException && !cancellationToken.IsCancellationRequested)
            {
                (bool again, StepAttempt? setback) = await failures.HandleAsync(run, error, ++tries, time.GetElapsedTime(started), cancellationToken);
                if (!again)
                {
                    span.Failed(error);
                    return new StepRunResult(setback is null ? StepRunEnd.Stale : StepRunEnd.Failed);
                }
            }
        }
    }

    /// <summary>What follows from the end of the step is part of its transaction, and no part of the attempt: if it fails, the saga does it.</summary>
    private async Task AdvanceCaseAsync(NpgsqlConnection connection, StepRow row, bool here, CancellationToken cancellationToken)
    {
        try
        {
            await (here ? advance.AfterStepAsync(connection, row.CaseId, row.Now, cancellationToken) : CaseAdvance.NudgeAsync(connection, row.CaseId, cancellationToken));
        }
        catch (Exception error) when (here && !cancellationToken.IsCancellationRequested)
        {
            throw new CaseAdvanceException(error);
        }
    }

    /// <summary>
    /// How long a step that found what is left held by somebody else stays away: without a lock, and over the broker without a place in the queue. A look at what is
    /// left costs as much as there is left to look at, so the pause doubles; half of <see cref="StepsOptions.StalledAfter"/> is its end, after which the sweep would begin anew.
    /// </summary>
    private TimeSpan WhileHeld(int tries)
    {
        var pause = TimeSpan.FromMilliseconds(500 * Math.Pow(2, Math.Min(tries, 10)));
        TimeSpan longest = options.Value.StalledAfter / 2;
        return pause < longest ? pause : longest;
    }

    /// <param name="run">The slice.</param>
    /// <param name="contended">Lock first.</param>
    /// <param name="advanceLater">Leave what follows from the end of the step to the saga.</param>
    /// <param name="held">The batch before found what is left held by somebody else and was rolled back: only end the slice.</param>
    /// <param name="count">What the step counted, also in a batch that is rolled back.</param>
    /// <param name="sliceIsOver">Asked after the batch.</param>
    /// <param name="follow">As above.</param>
    /// <param name="cancellationToken">Cancels the batch.</param>
    /// <returns>Null: there is more to do, in this slice.</returns>
    private async Task<StepRunResult?> RunBatchAsync(
        RunStep run, bool contended, bool advanceLater, bool held, Count count, Func<bool> sliceIsOver, Func<NpgsqlConnection, RunStep, CancellationToken, Task>? follow,
        CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        StepRow? row = await StepRows.LockAsync(
            connection, run.OffboardingId, run.Step, cancellationToken, workspaceFirst: catalog.Find(run.Step) is { NeedsWorkspaceLock: true });
        if (row is null || !row.IsRunnable || row.Slice != run.Slice)
        {
            return new StepRunResult(StepRunEnd.Stale);
        }

        Traces.AboutWorkspace(row.WorkspaceId);
        using Tally? tally = Tally.Begin();
        if (catalog.Find(run.Step) is not { } step)
        {
            // Of a newer worker that is being rolled out beside this one: the sweep brings it again until that one takes it (docs/upgrade.md).
            return await StepRows.MayBeOfNewerWorkerAsync(connection, cancellationToken)
                ? new StepRunResult(StepRunEnd.Stale)
                : throw new StepCannotGoOnException($"This worker has no step named '{run.Step}'; deploy one that has, then retry.");
        }

        var context = new StepContext(connection, row, row.BatchSize ?? options.Value.BatchSize, contended);
        long? total = row.Total ?? (held ? count.Items : count.Items ??= await step.CountAsync(context, cancellationToken));
        context = context with { Step = row with { Total = total } };
        BatchResult batch = held ? new BatchResult(0, Finished: false, row.ResumeAfter) : await step.RunBatchAsync(context, cancellationToken);
        var said = new OutboxMessages();
        if (batch.Finished)
        {
            if (await step.FinishAsync(context with { Step = row with { Total = total, Done = row.Done + batch.Done } }, cancellationToken) is { } message)
            {
                said.AddEvent(message);
            }

            said.AddEvent(row.Completed(batch));
        }

        bool ring = !batch.Finished && sliceIsOver();
        long slice = await StepRows.AdvanceAsync(connection, row, new StepProgress(total, batch, ring, options.Value.MaxAttempts), said, cancellationToken);
        if (batch.Finished)
        {
            await AdvanceCaseAsync(connection, row, here: !advanceLater, cancellationToken);
        }

        RunStep next = run with { Slice = slice, Held = held ? run.Held + 1 : 0 };
        if (ring)
        {
            await (follow?.Invoke(connection, next, cancellationToken) ?? (held
                ? RunStepMessages.PutOffAsync(connection, next, step.Lane, WhileHeld(run.Held), cancellationToken)
                : RunStepMessages.AddAsync(connection, next, step.Lane, cancellationToken)));
        }

        await transaction.CommitAsync(cancellationToken);
        tally?.Commit();
        Measures.Done(step.Name, batch.Done);
        if (ring || batch.Finished)
        {
            outbox.Set();
        }

        long done = row.Done + batch.Done;
        return batch.Finished ? new StepRunResult(StepRunEnd.Finished, null, done, total)
            : ring ? new StepRunResult(StepRunEnd.SliceOver, next, done, total)
            : null;
    }

    /// <summary>Asked once, before the first batch.</summary>
    private sealed class Count
    {
        public long? Items { get; set; }
    }
}

/// <summary>A step ended, and its case could not be taken on in the same transaction. The batch is rolled back and run again.</summary>
internal sealed class CaseAdvanceException(Exception inner) : Exception("The case could not be taken on.", inner);

/// <summary>What a run came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Next">The slice that follows, where there is more to do.</param>
/// <param name="Done">Items dealt with so far, of the whole step.</param>
/// <param name="Total">Items found at the start.</param>
public sealed record StepRunResult(StepRunEnd End, RunStep? Next = null, long Done = 0, long? Total = null);

/// <summary>How a run ended.</summary>
public enum StepRunEnd
{
    /// <summary>The slice is not the step's any more, or its case does not run; nothing was done since.</summary>
    Stale,

    /// <summary>The slice is over and there is more to do.</summary>
    SliceOver,

    /// <summary>The step is done.</summary>
    Finished,

    /// <summary>The attempt failed; the step's row says what comes next.</summary>
    Failed,
}
