using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Telemetry;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Steps;

/// <summary>
/// What happens after a batch threw and was rolled back: tried again in place, put off, or given up. Each failed attempt keeps
/// its error, for the people who will look (design, section 7).
/// </summary>
public sealed class StepFailures(NpgsqlDataSource database, OutboxSignal outbox, JobSignal jobs, IOptions<StepsOptions> options, TimeProvider time, ILogger<StepFailures> log)
{
    private const int StackLines = 12;

    /// <returns>Whether to try the same batch again now; if not, the attempt that failed, or null if the step is not ours any more.</returns>
    public async Task<(bool Again, StepAttempt? Setback)> HandleAsync(RunStep run, Exception error, int tries, TimeSpan ranFor, CancellationToken cancellationToken)
    {
        bool transient = error is BatchContendedException || TransientErrors.IsTransient(error);
        bool timedOut = TransientErrors.IsStatementTimeout(error);
        if (transient && !timedOut && tries < options.Value.TriesInPlace)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20, 200) * tries), time, cancellationToken);
            return (true, null);
        }

        StepAttempt? setback = await RecordAsync(run, error, transient, timedOut, ranFor, cancellationToken);
        outbox.Set();
        jobs.Set();
        return (false, setback);
    }

    private async Task<StepAttempt?> RecordAsync(
        RunStep run, Exception error, bool transient, bool timedOut, TimeSpan ranFor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        StepRow? row = await StepRows.LockAsync(connection, run.OffboardingId, run.Step, cancellationToken);
        if (row is null || row.Slice != run.Slice || !row.IsRunnable)
        {
            return null;
        }

        int attempt = row.Attempts + 1;
        bool givenUp = error is StepCannotGoOnException || attempt >= row.AttemptLimit;
        int inARow = StepRetryPolicy.InARow(attempt, row.AttemptLimit, options.Value.MaxAttempts);
        TimeSpan? retryAfter = givenUp ? null : StepRetryPolicy.After(options.Value, inARow, Random.Shared.NextDouble());
        int? batchSize = timedOut ? Math.Max(1, (row.BatchSize ?? options.Value.BatchSize) / 2) : row.BatchSize;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("step-failed"),
            new
            {
                caseId = row.CaseId,
                name = row.Name,
                retryAfter,
                batchSize,
                startedAt = row.Now - ranFor,
                transient,
                errorType = error.GetType().Name,
                error = error.Message,
                stack = FirstLines(error.StackTrace),
            },
            cancellationToken: cancellationToken));
        if (givenUp)
        {
            await OutboxWriter.AddEventAsync(connection, Failed(row, attempt, error), cancellationToken);
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(row.WorkspaceId, row.CaseId, AuditEntry.System, "step-failed", Details: new { step = row.Name, attempt }),
                cancellationToken);
            await CaseAdvance.NudgeAsync(connection, row.CaseId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        Measures.AttemptFailed(row.Name, error);
        log.LogWarning("Step {Step} of case {Case}: attempt {Attempt} failed ({Error}), {Next}", row.Name, row.CaseId, attempt, SafeError.Of(error),
            retryAfter is { } wait ? $"next in {wait}" : "given up");
        return new StepAttempt(error, attempt, row.AttemptLimit, retryAfter);
    }

    private static StepFailed Failed(StepRow row, int attempt, Exception error) => new()
    {
        EventId = EventIds.Event(row.CaseId, $"step-failed/{row.Name}/{attempt}"),
        OffboardingId = row.CaseId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = row.Now,
        Step = row.Name,
        Attempts = attempt,
        ErrorType = error.GetType().Name,
    };

    private static string? FirstLines(string? stack) => stack is null ? null : string.Join('\n', stack.Split('\n').Take(StackLines));
}

/// <summary>An attempt that failed. It is in the step's row already.</summary>
/// <param name="Error">Why.</param>
/// <param name="Attempt">1 is the first.</param>
/// <param name="AttemptLimit">Attempts the step has.</param>
/// <param name="RetryAfter">When the next attempt is due; null: given up, an operator decides.</param>
public sealed record StepAttempt(Exception Error, int Attempt, int AttemptLimit, TimeSpan? RetryAfter);

/// <summary>When to try again: exponential, with jitter so that steps which failed together do not come back together.</summary>
public static class StepRetryPolicy
{
    /// <summary>The attempt counted from the last item moved, or from an operator's retry: both move the limit on (docs/adr/0050).</summary>
    /// <param name="attempt">The attempt that just failed; 1 is the first of the step.</param>
    /// <param name="attemptLimit">The last one that the step has.</param>
    /// <param name="maxAttempts">As set now; it may have been another when the limit was written.</param>
    public static int InARow(int attempt, int attemptLimit, int maxAttempts) => Math.Clamp(attempt - (attemptLimit - maxAttempts), 1, attempt);

    /// <param name="options">First and longest wait.</param>
    /// <param name="attempt">The attempt that just failed; 1 is the first.</param>
    /// <param name="jitter">0 to 1, drawn by the caller.</param>
    /// <returns>The wait: between half and the whole of the doubled time.</returns>
    public static TimeSpan After(StepsOptions options, int attempt, double jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        double whole = Math.Min(
            options.FirstRetryAfter.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 40)), options.LongestRetryAfter.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * (0.5 + (0.5 * jitter)));
    }
}
