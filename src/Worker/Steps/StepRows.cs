using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Hosting;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Steps;

/// <summary>How far a step is after a batch.</summary>
/// <param name="Total">Items it has to deal with, as far as known.</param>
/// <param name="Batch">What the batch did.</param>
/// <param name="Ring">The slice is over: the next one has a number of its own.</param>
/// <param name="Attempts">How many the step has from here on.</param>
internal sealed record StepProgress(long? Total, BatchResult Batch, bool Ring, int Attempts);

/// <summary>Reads and writes the rows of steps.</summary>
internal static class StepRows
{
    /// <summary>Locks the row: two runners of the same step take turns.</summary>
    /// <param name="connection">With an open transaction.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="name">The step.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    /// <param name="workspaceFirst">Takes the lock of the case's workspace before, in the same round trip (design, section 6).</param>
    /// <exception cref="WorkspaceLockedException">Somebody else holds the workspace's lock.</exception>
    public static async Task<StepRow?> LockAsync(
        NpgsqlConnection connection, Guid caseId, string name, CancellationToken cancellationToken, bool workspaceFirst = false)
    {
        string sql = workspaceFirst ? $"{Sql.Read("lock-workspace-of-case")};{Sql.Read("lock-step")}" : Sql.Read("lock-step");
        return workspaceFirst ? await WorkspaceLock.TakenByAsync(ReadAsync) : await ReadAsync();

        async Task<StepRow?> ReadAsync()
        {
            await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
                new CommandDefinition(sql, new { caseId, name }, cancellationToken: cancellationToken));
            if (workspaceFirst)
            {
                await results.ReadAsync<Guid>();
            }

            return await results.ReadSingleOrDefaultAsync<StepRow>();
        }
    }

    /// <summary>Whether a worker of another version is running, which may know a step that this one does not.</summary>
    public static Task<bool> MayBeOfNewerWorkerAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("workers-of-other-versions"), new { version = ProgramVersion.Text }, cancellationToken: cancellationToken));

    /// <summary>Writes the steps of a case that begins, with the statements of a batch. What is ready has its first slice.</summary>
    public static void Add(NpgsqlBatch batch, OffboardingCase row, IReadOnlyList<StepSnapshot> steps, int attempts)
    {
        var command = new NpgsqlBatchCommand(Sql.Read("add-steps"));
        command.Parameters.AddWithValue("workspaceId", row.WorkspaceId);
        command.Parameters.AddWithValue("caseId", row.CorrelationId);
        command.Parameters.AddWithValue("attempts", attempts);
        command.Parameters.AddWithValue("names", steps.Select(s => s.Name).ToArray());
        command.Parameters.AddWithValue("phases", steps.Select(s => s.Phase).ToArray());
        command.Parameters.AddWithValue("statuses", steps.Select(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.Status.ToString())).ToArray());
        command.Parameters.AddWithValue("done", steps.Select(s => s.Done).ToArray());
        batch.BatchCommands.Add(command);
    }

    /// <summary>Writes down how far a step is, with what is said of it.</summary>
    /// <returns>The slice that is the step's from now on.</returns>
    public static async Task<long> AdvanceAsync(
        NpgsqlConnection connection, StepRow row, StepProgress progress, OutboxMessages said, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(Sql.Read("step-progress"));
        command.Parameters.AddWithValue("caseId", row.CaseId);
        command.Parameters.AddWithValue("name", row.Name);
        command.Parameters.AddWithValue("total", NpgsqlDbType.Bigint, (object?)progress.Total ?? DBNull.Value);
        command.Parameters.AddWithValue("moved", progress.Batch.Done);
        command.Parameters.AddWithValue("resumeAfter", NpgsqlDbType.Bigint, (object?)progress.Batch.ResumeAfter ?? DBNull.Value);
        command.Parameters.AddWithValue("finished", progress.Batch.Finished);
        command.Parameters.AddWithValue("ring", progress.Ring);
        command.Parameters.AddWithValue("attempts", progress.Attempts);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        said.WriteTo(batch);
        return (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The place in a trace a case was opened at; null: nobody traced it.</summary>
    public static async Task<string?> TraceparentAsync(NpgsqlDataSource database, Guid caseId, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
            return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                Sql.Read("case-traceparent"), new { caseId }, cancellationToken: cancellationToken));
        }
        catch (NpgsqlException)
        {
            // The slice finds out by itself that the database is away, and is tried again; a trace is not worth an attempt.
            return null;
        }
    }
}
