using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Process;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Steps;

/// <summary>
/// Begins the work of a case in the transaction that opens it: short steps that may run one after the other are run there, in two round trips for all of
/// them, and only what remains is sent on its way (docs/adr/0036). Whatever goes wrong is rolled back to before the first of them, and they run
/// by messages, where an attempt that fails is counted and tried again.
/// </summary>
internal sealed class ShortSteps(StepStarter starter, IOptions<StepsOptions> options, ILogger<ShortSteps> log)
{
    /// <summary>Runs what is short, and starts what follows.</summary>
    /// <param name="connection">With the transaction, and the workspace's lock, which comes before everything that steps lock.</param>
    /// <param name="said">What is said of the opening; everything is added to it, and it is executed.</param>
    /// <param name="row">The case, which has started in this transaction and has the steps.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task BeginAsync(
        NpgsqlConnection connection, NpgsqlBatch said, OffboardingCase row, IReadOnlyList<IOffboardingStep> steps, CancellationToken cancellationToken)
    {
        DateTime now = row.StartedAt!.Value;
        IReadOnlyList<(StepRow Row, ShortBatch Result)> done = await TryAsync(
            connection, [.. InTurn(steps).Select(step => (step, StepRow.First(row, step.Name, starter.MaxAttempts)))], cancellationToken);
        foreach ((StepRow step, ShortBatch result) in done)
        {
            if (result.Said is { } message)
            {
                OutboxWriter.AddEvent(said, message);
            }

            OutboxWriter.AddEvent(said, step.Completed(result.Batch));
            StepRows.Advance(said, step, new StepProgress(result.Batch.Done, result.Batch, Ring: false));
            Tally.Add(() => Measures.Done(step.Name, result.Batch.Done));
        }

        StepSnapshot[] snapshots = [.. steps.Select(s => done.FirstOrDefault(d => d.Row.Name == s.Name) is { Row: not null } ended
            ? new StepSnapshot(s.Name, s.Phase, StepStatus.Done, ended.Result.Batch.Done)
            : new StepSnapshot(s.Name, s.Phase, StepStatus.Waiting, 0))];
        Decision next = NextStep.Decide(CaseState.SigningOut, snapshots);
        if (next.Start.Count > 0)
        {
            starter.StartNew(said, row.CorrelationId, next.Start);
        }

        if (next.State == CaseState.Completed)
        {
            await CaseAdvance.CompleteAsync(connection, said, row, snapshots, now, cancellationToken);
        }

        CaseAdvance.Write(said, row.CorrelationId, CaseState.SigningOut, next.State, now);
        said.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("lock-timeout-reset.sql")));
        await said.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The short steps that may run one after the other before anything else has to, in their order.</summary>
    internal static IReadOnlyList<IShortStep> InTurn(IReadOnlyList<IOffboardingStep> steps)
    {
        var turn = new List<IShortStep>();
        while (true)
        {
            Decision next = NextStep.Decide(
                CaseState.SigningOut, [.. steps.Select(s => new StepSnapshot(s.Name, s.Phase, turn.Contains(s) ? StepStatus.Done : StepStatus.Waiting, 0))]);
            IShortStep[] more = [.. steps.Where(s => next.Start.Contains(s.Name)).OfType<IShortStep>()];
            if (more.Length == 0)
            {
                return turn;
            }

            turn.AddRange(more);
        }
    }

    /// <returns>What each did; nothing if one of them could not be done here.</returns>
    private async Task<IReadOnlyList<(StepRow Row, ShortBatch Result)>> TryAsync(
        NpgsqlConnection connection, IReadOnlyList<(IShortStep Step, StepRow Row)> steps, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
        {
            return [];
        }

        using Tally? tally = Tally.Begin();
        try
        {
            IReadOnlyList<(StepRow Row, ShortBatch Result)> done = await RunAsync(connection, steps, cancellationToken);
            if (done.All(static d => d.Result.Batch.Finished))
            {
                tally?.PassOn();
                return done;
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogInformation("Steps of case {Case} run by messages: {Error}", steps[0].Row.CaseId, SafeError.Of(error));
        }

        // A connection that is gone says so here, and the message comes again.
        await using var undo = new NpgsqlCommand(Sql.Read("short-steps-undo.sql"), connection);
        await undo.ExecuteNonQueryAsync(cancellationToken);
        return [];
    }

    private async Task<IReadOnlyList<(StepRow Row, ShortBatch Result)>> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<(IShortStep Step, StepRow Row)> steps, CancellationToken cancellationToken)
    {
        int size = options.Value.BatchSize;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Sql.Read("short-steps-begin.sql")),
                // The workspace is locked: who holds a session for long must not hold it as well.
                new NpgsqlBatchCommand(Sql.Read("lock-timeout-short.sql")),
            },
        };
        foreach ((IShortStep step, StepRow row) in steps)
        {
            step.Add(batch, row, size);
        }

        await using NpgsqlDataReader results = await batch.ExecuteReaderAsync(cancellationToken);
        var done = new List<(StepRow, ShortBatch)>();
        foreach ((IShortStep step, StepRow row) in steps)
        {
            using Activity? span = Traces.Slice(step.Name, row.CaseId, null);
            done.Add((row, await step.ReadAsync(results, row, size, cancellationToken)));
        }

        return done;
    }
}
