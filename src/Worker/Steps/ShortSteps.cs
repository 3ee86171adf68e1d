using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Steps;

/// <summary>
/// Begins the work of a case in the transaction that opens it: short steps that may run one after the other are run there, in two round trips for all of
/// them (docs/adr/0036), and the case and its steps are written once, as they are after that (docs/adr/0040). Only what remains is sent on its way.
/// Whatever goes wrong is rolled back to before the first of them, and they run by messages, where an attempt that fails is counted and tried again.
/// </summary>
internal sealed class ShortSteps(StepStarter starter, IOptions<StepsOptions> options, ILogger<ShortSteps> log)
{
    /// <summary>Runs what is short, writes the case with its steps, and starts what follows.</summary>
    /// <param name="connection">With the transaction, and the workspace's lock, which comes before everything that steps lock.</param>
    /// <param name="row">The case, as it is when it has started and nothing is done.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="closeSignIn">What has to be done before the first of them, and whatever becomes of them.</param>
    /// <param name="write">Writes the case's row in this state, which the row does not know yet.</param>
    /// <param name="started">The entry that says who had it start.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task BeginAsync(
        NpgsqlConnection connection, OffboardingCase row, IReadOnlyList<IOffboardingStep> steps, Func<NpgsqlBatchCommand> closeSignIn,
        Func<CaseState, NpgsqlBatchCommand> write, AuditEntry started, CancellationToken cancellationToken)
    {
        DateTime now = row.StartedAt!.Value;
        IReadOnlyList<(StepRow Row, ShortBatch Result)> done = await TryAsync(
            connection, [.. InTurn(steps).Select(step => (step, StepRow.First(row, step.Name, starter.MaxAttempts)))], closeSignIn, cancellationToken);
        row.SessionsEndedAt = done.Select(d => d.Result.AccessEnded).Max();
        StepSnapshot[] snapshots = [.. steps.Select(s => done.FirstOrDefault(d => d.Row.Name == s.Name) is { Row: not null } ended
            ? new StepSnapshot(s.Name, s.Phase, StepStatus.Done, ended.Result.Batch.Done)
            : new StepSnapshot(s.Name, s.Phase, StepStatus.Waiting, 0))];
        Decision next = NextStep.Decide(CaseState.SigningOut, snapshots);

        var said = new OutboxMessages();
        said.AddEvent(CaseEvents.Started(row, steps.Select(s => s.Name)));
        foreach ((StepRow step, ShortBatch result) in done)
        {
            if (result.Said is { } message)
            {
                said.AddEvent(message);
            }

            said.AddEvent(step.Completed(result.Batch));
            Tally.Add(() => Measures.Done(step.Name, result.Batch.Done));
        }

        starter.DispatchNew(said, row.CorrelationId, next.Start);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { write(next.State) } };
        StepRows.Add(batch, row, [.. snapshots.Select(s => next.Start.Contains(s.Name) ? s with { Status = StepStatus.Ready } : s)], starter.MaxAttempts);
        AuditTrail.Add(batch, started);
        if (next.State == CaseState.Completed)
        {
            await CaseAdvance.CompleteAsync(connection, said, batch, row, snapshots, now, cancellationToken);
        }

        said.WriteTo(batch);
        await batch.ExecuteNonQueryAsync(cancellationToken);
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
        NpgsqlConnection connection, IReadOnlyList<(IShortStep Step, StepRow Row)> steps, Func<NpgsqlBatchCommand> closeSignIn, CancellationToken cancellationToken)
    {
        using Tally? tally = Tally.Begin();
        try
        {
            IReadOnlyList<(StepRow Row, ShortBatch Result)> done = await RunAsync(connection, steps, closeSignIn(), cancellationToken);
            if (done.All(static d => d.Result.Batch.Finished))
            {
                tally?.PassOn();
                return done;
            }
        }
        // A connection that is gone (Npgsql gives it up after errors like a full disk) says only that it is not open, and the message would count as one that
        // cannot be handled. So the error itself goes on, and the message comes again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && connection.State == ConnectionState.Open)
        {
            log.LogInformation("Steps of case {Case} run by messages: {Error}", steps.Select(s => s.Row.CaseId).FirstOrDefault(), SafeError.Of(error));
        }

        await using var undo = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Sql.Read("short-steps-undo")), closeSignIn() } };
        await undo.ExecuteNonQueryAsync(cancellationToken);
        return [];
    }

    private async Task<IReadOnlyList<(StepRow Row, ShortBatch Result)>> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<(IShortStep Step, StepRow Row)> steps, NpgsqlBatchCommand closeSignIn, CancellationToken cancellationToken)
    {
        int size = options.Value.BatchSize;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Sql.Read("short-steps-begin")),
                closeSignIn,
                // The workspace is locked: who holds a session for long must not hold it as well.
                new NpgsqlBatchCommand(Sql.Read("lock-timeout-short")),
            },
        };
        foreach ((IShortStep step, StepRow row) in steps)
        {
            step.Add(batch, row, size);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("lock-timeout-reset")));
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
