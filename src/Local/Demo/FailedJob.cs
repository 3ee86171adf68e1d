using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;

namespace Offboarding.Local.Demo;

/// <summary>The step that is out of attempts, as Hangfire shows it.</summary>
internal sealed record FailedJob(string Step, string? Error, string JobId)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The failed job of a case that needs attention; null: none appears.</summary>
    public static async Task<FailedJob?> OfAsync(Guid caseId, string dashboard, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await using (NpgsqlConnection connection = await OpenAsync(dashboard, cancellationToken))
            {
                if (await connection.QuerySingleOrDefaultAsync<FailedJob>(Command("failed-job", new { caseId }, cancellationToken)) is { } job)
                    return job;
            }
            await Task.Delay(Pause, cancellationToken);
        }
        return null;
    }

    /// <summary>Sends what the button Requeue sends, by the dashboard's own way to act.</summary>
    public async Task RequeueAsync(string dashboard, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(dashboard, cancellationToken);
        string payload = JsonSerializer.Serialize(new { action = "requeue", jobIds = new[] { JobId }, recurringIds = Array.Empty<string>() });
        await connection.ExecuteAsync(Command(
            "press-requeue", new { name = MessageNames.Of<JobActionRequested>(), payload, actor = "offboarding-local", why = "demonstration" }, cancellationToken));
    }

    /// <summary>Waits until the case goes on.</summary>
    /// <returns>Who requeued the step; null: the audit trail does not say.</returns>
    public static async Task<string?> GoesOnAsync(Guid caseId, string dashboard, TimeSpan? patience, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await using (NpgsqlConnection connection = await OpenAsync(dashboard, cancellationToken))
            {
                if (await connection.QuerySingleAsync<string>(Command("case-state", new { caseId }, cancellationToken)) != "needs-attention")
                    return await connection.QuerySingleOrDefaultAsync<string>(Command("requeued-by", new { caseId }, cancellationToken));
            }
            if (patience is { } longest && TimeProvider.System.GetElapsedTime(began) > longest)
                throw new LocalProblem($"nothing has happened for {longest.TotalSeconds:N0} seconds; local.log in the data folder says more.");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static CommandDefinition Command(string file, object arguments, CancellationToken cancellationToken) =>
        new(EmbeddedSql.Read(file), arguments, cancellationToken: cancellationToken);

    private static async Task<NpgsqlConnection> OpenAsync(string dashboard, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(dashboard);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
