using Dapper;
using Npgsql;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Workload;

/// <summary>How far one step of a case is, as the rows say. Times are the database's.</summary>
internal sealed record StepProgress
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string? State { get; init; }

    public string? Status { get; init; }

    public long Done { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    public DateTime? RequestedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    public string? LastError { get; init; }

    public double Seconds => (FinishedAt!.Value - StartedAt!.Value).TotalSeconds;

    /// <summary>Waits until the case is completed.</summary>
    public static async Task<StepProgress> OfCompletedAsync(
        NpgsqlConnection connection, Guid caseId, string step, WorkerProcess worker, CancellationToken cancellationToken)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        DateTime patience = DateTime.UtcNow + Patience;
        StepProgress? seen = null;
        while (DateTime.UtcNow < patience)
        {
            seen = await connection.QuerySingleOrDefaultAsync<StepProgress>(new CommandDefinition(
                Resources.Read("step-progress.sql"), new { caseId, step }, cancellationToken: cancellationToken));
            if (seen?.CompletedAt is not null)
            {
                return seen;
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new TimeoutException($"Not completed after {Patience}: {seen}\n{string.Join('\n', worker.ReadLog().TakeLast(20))}");
    }
}
