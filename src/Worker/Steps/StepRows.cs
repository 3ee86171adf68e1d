using Dapper;
using Npgsql;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Process;

namespace Offboarding.Worker.Steps;

/// <summary>Reads and writes the rows of steps.</summary>
internal static class StepRows
{
    public static async Task<IReadOnlyList<StepSnapshot>> LoadAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken)
    {
        IEnumerable<(string Name, int Phase, string Status, long Done)> rows = await connection.QueryAsync<(string, int, string, long)>(
            new CommandDefinition(Sql.Read("load-steps.sql"), new { caseId }, cancellationToken: cancellationToken));
        return [.. rows.Select(r => new StepSnapshot(r.Name, r.Phase, Enum.Parse<StepStatus>(r.Status, ignoreCase: true), r.Done))];
    }

    /// <summary>Locks the row: two runners of the same step take turns.</summary>
    public static Task<StepRow?> LockAsync(NpgsqlConnection connection, Guid caseId, string name, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<StepRow>(new CommandDefinition(
            Sql.Read("lock-step.sql"), new { caseId, name }, cancellationToken: cancellationToken));

    /// <summary>The place in a trace a case was opened at; null: nobody traced it.</summary>
    public static async Task<string?> TraceparentAsync(NpgsqlDataSource database, Guid caseId, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
            return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                Sql.Read("case-traceparent.sql"), new { caseId }, cancellationToken: cancellationToken));
        }
        catch (NpgsqlException)
        {
            // The slice finds out by itself that the database is away, and is tried again; a trace is not worth an attempt.
            return null;
        }
    }

    /// <summary>The start of the connection's transaction, UTC, by the database's clock.</summary>
    public static Task<DateTime> NowAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(Sql.Read("now.sql"), cancellationToken: cancellationToken));
}
