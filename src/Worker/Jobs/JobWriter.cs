using Dapper;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Makes and moves jobs in sets, in our transaction, with statements on Hangfire's tables. Its own client takes a lock, a connection and
/// several commits for each job (measured: 14 ms), and cannot be part of a transaction of ours. What is written is what it would write.
/// </summary>
internal sealed class JobWriter(StepCatalog catalog)
{
    private const int SchedulerBehindSeconds = 5;

    public async Task ApplyAsync(NpgsqlConnection connection, IReadOnlyList<JobMove> moves, CancellationToken cancellationToken)
    {
        Dictionary<JobMove, long> ids = await CreateAsync(connection, [.. moves.Where(m => m.IsNew)], cancellationToken);
        List<(JobMove Move, long Id)> moved = [.. moves.Where(m => m.State is not null).Select(m => (m, ids.TryGetValue(m, out long id) ? id : m.Facts.JobId!.Value))];
        if (moved.Count > 0)
        {
            await MoveAsync(connection, moved, cancellationToken);
        }

        await LinkAsync(connection, moves, ids, cancellationToken);
    }

    /// <summary>Takes jobs that nothing links to off every list.</summary>
    public static Task DeleteAsync(NpgsqlConnection connection, IReadOnlyList<long> ids, string reason, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("jobs-move"),
            new
            {
                ids = ids.ToArray(),
                states = ids.Select(_ => DeletedState.StateName).ToArray(),
                reasons = ids.Select(_ => reason).ToArray(),
                datas = ids.Select(_ => Data(new DeletedState())).ToArray(),
                queues = ids.Select(_ => JobQueues.Work).ToArray(),
                scores = ids.Select(_ => 0d).ToArray(),
                retries = ids.Select(_ => false).ToArray(),
                arguments = ids.Select(string? (_) => null).ToArray(),
            },
            cancellationToken: cancellationToken));

    private async Task<Dictionary<JobMove, long>> CreateAsync(NpgsqlConnection connection, IReadOnlyList<JobMove> moves, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return [];
        }

        List<long> ids = [.. await connection.QueryAsync<long>(new CommandDefinition(
            Sql.Read("job-create"), new { count = moves.Count }, cancellationToken: cancellationToken))];
        List<InvocationData> calls = [.. moves.Select(move => InvocationData.SerializeJob(JobOf(move.Facts)))];
        string[] arguments = [.. calls.Select(call => call.Arguments)];
        calls.ForEach(call => call.Arguments = null);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("jobs-insert"),
            new { ids = ids.ToArray(), invocations = calls.Select(call => SerializationHelper.Serialize(call)).ToArray(), arguments },
            cancellationToken: cancellationToken));
        return moves.Zip(ids).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private Task<int> MoveAsync(NpgsqlConnection connection, IReadOnlyList<(JobMove Move, long Id)> moved, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("jobs-move"),
            new
            {
                ids = moved.Select(m => m.Id).ToArray(),
                states = moved.Select(m => m.Move.State!).ToArray(),
                reasons = moved.Select(m => m.Move.Reason).ToArray(),
                datas = moved.Select(m => DataOf(m.Move)).ToArray(),
                queues = moved.Select(m => QueueOf(m.Move.Facts)).ToArray(),
                scores = moved.Select(m => ScoreOf(m.Move.DueAt)).ToArray(),
                retries = moved.Select(m => m.Move is { State: "Scheduled", Facts.What: "step" }).ToArray(),
                arguments = moved.Select(m => m.Move.IsNew ? null : InvocationData.SerializeJob(JobOf(m.Move.Facts)).Arguments).ToArray(),
            },
            cancellationToken: cancellationToken));

    private static async Task LinkAsync(
        NpgsqlConnection connection, IReadOnlyList<JobMove> moves, Dictionary<JobMove, long> ids, CancellationToken cancellationToken)
    {
        List<JobMove> kept = [.. moves.Where(m => m.Shown is not null)];
        if (kept.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("links-write"),
                new
                {
                    whats = kept.Select(m => m.Facts.What).ToArray(),
                    subjects = kept.Select(m => m.Facts.Subject).ToArray(),
                    steps = kept.Select(m => m.Facts.Step).ToArray(),
                    ids = kept.Select(m => ids.TryGetValue(m, out long id) ? id : m.Facts.JobId!.Value).ToArray(),
                    shown = kept.Select(m => m.Shown!).ToArray(),
                    dues = kept.Select(m => m.DueAt).ToArray(),
                    attempts = kept.Select(m => m.Facts.Attempts).ToArray(),
                },
                cancellationToken: cancellationToken));
        }

        List<JobMove> dropped = [.. moves.Where(m => m.Shown is null)];
        if (dropped.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("links-drop"),
                new
                {
                    whats = dropped.Select(m => m.Facts.What).ToArray(),
                    subjects = dropped.Select(m => m.Facts.Subject).ToArray(),
                    steps = dropped.Select(m => m.Facts.Step).ToArray(),
                },
                cancellationToken: cancellationToken));
        }
    }

    /// <summary>The attempt in the arguments is for the job's name: the one that comes next, or the last one of a step that failed.</summary>
    private Job JobOf(JobFacts facts)
    {
        if (facts.What != "step")
        {
            return Job.FromExpression<IDateJob>(job => job.RunAsync(facts.What, facts.Subject, CancellationToken.None), JobQueues.Work);
        }

        (Guid caseId, string step) = (facts.Subject, facts.Step);
        (int attempt, int limit) = (facts.Status == "retrying" ? facts.Attempts + 1 : facts.Attempts, facts.AttemptLimit);
        return Job.FromExpression<IStepAttemptJob>(job => job.RunAsync(caseId, step, attempt, limit, CancellationToken.None), QueueOf(facts));
    }

    private string QueueOf(JobFacts facts) => catalog.Find(facts.Step)?.Lane == StepLane.Lockout ? JobQueues.Lockout : JobQueues.Work;

    /// <summary>
    /// When Hangfire's own scheduler may take the job: after the projection has had its time, so that the two never queue a job at the same moment.
    /// What people see as due is in the state.
    /// </summary>
    private static double ScoreOf(DateTime? due) => due is { } at ? Math.Ceiling((at - DateTime.UnixEpoch).TotalSeconds) + SchedulerBehindSeconds : 0;

    private string DataOf(JobMove move) => move.State switch
    {
        "Scheduled" => Data(new ScheduledState(DateTime.SpecifyKind(move.DueAt!.Value, DateTimeKind.Utc))),
        "Enqueued" => Data(new EnqueuedState(QueueOf(move.Facts))),
        "Deleted" => Data(new DeletedState()),
        "Succeeded" => Data(new SucceededState(move.Reason, 0, 0)),
        "Failed" => SerializationHelper.Serialize(new Dictionary<string, string>
        {
            ["FailedAt"] = JobHelper.SerializeDateTime(DateTime.SpecifyKind(move.Facts.FailedAt ?? move.Facts.Now, DateTimeKind.Utc)),
            ["ExceptionType"] = move.Facts.ErrorType ?? "unknown",
            // The error's own text may quote rows; it is on the case's page, behind the permission to see people.
            ["ExceptionMessage"] = JobProjection.Describe(move.Facts),
            ["ExceptionDetails"] = $"The error itself is on the page of case {move.Facts.Subject}.",
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move.State, "no state the projection knows"),
    };

    private static string Data(IState state) => SerializationHelper.Serialize(state.SerializeData());
}
