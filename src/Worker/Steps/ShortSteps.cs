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
/// Several cases of a list take the same two round trips (docs/adr/0049).
/// Whatever goes wrong is rolled back to before the first of them, and they run by messages, where an attempt that fails is counted and tried again.
/// </summary>
internal sealed class ShortSteps(StepStarter starter, IOptions<StepsOptions> options, ILogger<ShortSteps> log)
{
    /// <summary>Runs what is short, writes each case with its steps, and starts what follows.</summary>
    /// <param name="connection">With the transaction, and the workspace's lock, which comes before everything that steps lock.</param>
    /// <param name="openings">Cases of one workspace that begin now, in their order; one that fails undoes what was done for all.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task BeginAsync(NpgsqlConnection connection, IReadOnlyList<Opening> openings, CancellationToken cancellationToken)
    {
        StepsOfCase[] cases = [.. openings.Select(o => new StepsOfCase(o, [.. InTurn(o.Steps).Select(step => (step, StepRow.First(o.Row, step.Name, starter.MaxAttempts)))]))];
        IReadOnlyList<IReadOnlyList<(StepRow, ShortBatch)>>? done = await TryAsync(connection, cases, cancellationToken);
        if (done is null && openings.Count > 1)
        {
            foreach (Opening alone in openings)
            {
                await BeginAsync(connection, [alone], cancellationToken);
            }

            return;
        }

        var said = new OutboxMessages();
        await using var batch = new NpgsqlBatch(connection);
        foreach ((int i, Opening opening) in openings.Index())
        {
            opening.Continue();
            await AddAsync(connection, batch, said, opening, done?[i] ?? [], cancellationToken);
        }

        said.WriteTo(batch);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds the case as it is after its short steps, and what is said of it.</summary>
    private async Task AddAsync(
        NpgsqlConnection connection, NpgsqlBatch batch, OutboxMessages said, Opening opening, IReadOnlyList<(StepRow Row, ShortBatch Result)> done, CancellationToken cancellationToken)
    {
        OffboardingCase row = opening.Row;
        row.SessionsEndedAt = done.Select(d => d.Result.AccessEnded).Max();
        StepSnapshot[] snapshots = [.. opening.Steps.Select(s => done.FirstOrDefault(d => d.Row.Name == s.Name) is { Row: not null } ended
            ? new StepSnapshot(s.Name, s.Phase, StepStatus.Done, ended.Result.Batch.Done)
            : new StepSnapshot(s.Name, s.Phase, StepStatus.Waiting, 0))];
        Decision next = NextStep.Decide(CaseState.SigningOut, snapshots);

        said.AddEvent(CaseEvents.Started(row, opening.Steps.Select(s => s.Name)));
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
        batch.BatchCommands.Add(opening.Write(next.State));
        StepRows.Add(batch, row, [.. snapshots.Select(s => next.Start.Contains(s.Name) ? s with { Status = StepStatus.Ready } : s)], starter.MaxAttempts);
        AuditTrail.Add(batch, opening.Started);
        if (next.State == CaseState.Completed)
        {
            await CaseAdvance.CompleteAsync(connection, said, batch, row, snapshots, row.StartedAt!.Value, cancellationToken);
        }
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

    /// <returns>What each step of each case did; null if one of them could not be done here: sign-in is closed then, of a case that is alone, and nothing else was done.</returns>
    private async Task<IReadOnlyList<IReadOnlyList<(StepRow, ShortBatch)>>?> TryAsync(
        NpgsqlConnection connection, StepsOfCase[] cases, CancellationToken cancellationToken)
    {
        using Tally? tally = Tally.Begin();
        try
        {
            List<IReadOnlyList<(StepRow, ShortBatch Result)>> done = await RunAsync(connection, cases, cancellationToken);
            if (done.All(static one => one.All(static d => d.Result.Batch.Finished)))
            {
                tally?.PassOn();
                return done;
            }
        }
        // A connection that is gone (Npgsql gives it up after errors like a full disk) says only that it is not open, and the message would count as one that
        // cannot be handled. So the error itself goes on, and the message comes again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && connection.State == ConnectionState.Open)
        {
            log.LogInformation(
                "Steps of case {Case} {What}: {Error}", cases[0].Opening.Row.CorrelationId, cases.Length == 1 ? "run by messages" : "and of others after it are run for each alone",
                SafeError.Of(error));
        }

        await using var undo = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Sql.Read("short-steps-undo")) } };
        if (cases is [var alone])
        {
            undo.BatchCommands.Add(alone.Opening.CloseSignIn());
        }

        await undo.ExecuteNonQueryAsync(cancellationToken);
        return null;
    }

    private async Task<List<IReadOnlyList<(StepRow, ShortBatch)>>> RunAsync(NpgsqlConnection connection, StepsOfCase[] cases, CancellationToken cancellationToken)
    {
        int size = options.Value.BatchSize;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Sql.Read("short-steps-begin")) } };
        foreach ((int i, StepsOfCase one) in cases.Index())
        {
            batch.BatchCommands.Add(one.Opening.CloseSignIn());
            if (i == 0)
            {
                // The workspace is locked: who holds a session for long must not hold it as well.
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("lock-timeout-short")));
            }

            foreach ((IShortStep step, StepRow row) in one.Steps)
            {
                step.Add(batch, row, size);
            }
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("lock-timeout-reset")));
        await using NpgsqlDataReader results = await batch.ExecuteReaderAsync(cancellationToken);
        var done = new List<IReadOnlyList<(StepRow, ShortBatch)>>();
        foreach (StepsOfCase one in cases)
        {
            one.Opening.Continue();
            var ofCase = new List<(StepRow, ShortBatch)>();
            foreach ((IShortStep step, StepRow row) in one.Steps)
            {
                using Activity? span = Traces.Slice(step.Name, row.CaseId, null);
                ofCase.Add((row, await step.ReadAsync(results, row, size, cancellationToken)));
            }

            done.Add(ofCase);
        }

        return done;
    }

    private sealed record StepsOfCase(Opening Opening, IReadOnlyList<(IShortStep Step, StepRow Row)> Steps);
}

/// <summary>A case that begins.</summary>
/// <param name="Row">As it is when it has started and nothing is done.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="CloseSignIn">What has to be done before the first of them, and whatever becomes of them.</param>
/// <param name="Write">Writes the case's row in this state, which the row does not know yet.</param>
/// <param name="Started">The entry that says who had it start.</param>
internal sealed record Opening(
    OffboardingCase Row, IReadOnlyList<IOffboardingStep> Steps, Func<NpgsqlBatchCommand> CloseSignIn, Func<CaseState, NpgsqlBatchCommand> Write, AuditEntry Started)
{
    /// <summary>The span it was decided in; null: nobody traces it.</summary>
    private readonly Activity? _span = Activity.Current;

    /// <summary>What is done from here on belongs to its trace: several are opened together, and each has its own.</summary>
    public void Continue() => Activity.Current = _span;
}
