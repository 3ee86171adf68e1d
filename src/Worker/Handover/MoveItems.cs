using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>The one statement that moves items: takes the next ones, gives each to whom its place says, and writes the ledger.</summary>
internal static class MoveItems
{
    /// <summary>Stands in the files so that they are statements one can run; the batch's own size takes its place.</summary>
    private const string Limit = "LIMIT 1000";

    /// <summary>Written into the text as well: the plan of a batch that looks at everything stays what it is.</summary>
    private const string Until = "/*until*/";

    /// <summary>
    /// Locking the rows before they are updated would write each of them twice. So the first try does not: who changes one of
    /// them in between is noticed by the count, who holds one for long by the lock timeout, and then the batch begins again
    /// with locks. Amounts stay exact to the item either way (C3, C4; docs/design/handover-batch.md).
    /// </summary>
    /// <param name="context">The batch.</param>
    /// <param name="kind">What moves.</param>
    /// <param name="people">Who may receive.</param>
    /// <param name="slots">For each item an index into <paramref name="people"/>, or <see cref="Allocator.Unassigned"/>.</param>
    /// <param name="wake">Open what is snoozed (D5).</param>
    /// <param name="wait">Wait a moment for rows that others hold instead of leaving them for later.</param>
    /// <param name="after">Look behind this id.</param>
    /// <param name="until">Look no further than this id.</param>
    /// <param name="cancellationToken">The worker stops; the batch is rolled back.</param>
    /// <returns>How many were moved, and the last of them.</returns>
    /// <exception cref="BatchContendedException">Somebody else writes the same rows. The batch has to be rolled back.</exception>
    /// <exception cref="RowsHeldException">What was waited for is still held. The batch has to be rolled back.</exception>
    public static async Task<(long Moved, long LastId)> RunAsync(
        StepContext context, WorkKind kind, IReadOnlyList<Guid> people, int[] slots, bool wake, bool wait, long after, long until, CancellationToken cancellationToken)
    {
        bool lockFirst = wait || context.Contended;
        await using var batch = new NpgsqlBatch(context.Connection);
        NpgsqlBatchCommand move = Statement(context.Step, kind, people, slots, wake, lockFirst, wait, after, until);
        if (lockFirst && !wait)
        {
            batch.BatchCommands.Add(move);
        }
        else
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read(wait ? "lock-timeout-wait" : "lock-timeout-short")));
            batch.BatchCommands.Add(move);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("lock-timeout-reset")));
        }

        try
        {
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            (long moved, long lastId, long taken) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
            await reader.NextResultAsync(cancellationToken);
            return moved == taken ? (moved, lastId) : throw new BatchContendedException();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw wait ? new RowsHeldException(error) : new BatchContendedException(error);
        }
    }

    private static NpgsqlBatchCommand Statement(
        StepRow step, WorkKind kind, IReadOnlyList<Guid> people, int[] slots, bool wake, bool lockFirst, bool wait, long after, long until)
    {
        WorkFilter? filter = step.ReadFilter();
        string sql = FilteredSql.Of(kind.Statement("reassign-items", "reassign-conversations"), filter is not null)
            .Replace(Limit, string.Create(CultureInfo.InvariantCulture, $"LIMIT {slots.Length}"), StringComparison.Ordinal);
        sql = (lockFirst, wait) switch
        {
            (false, _) => sql.Replace("FOR NO KEY UPDATE SKIP LOCKED", "", StringComparison.Ordinal),
            (true, true) => sql.Replace(" SKIP LOCKED", "", StringComparison.Ordinal),
            (true, false) => sql,
        };
        if (until < long.MaxValue)
        {
            sql = sql.Replace(Until, string.Create(CultureInfo.InvariantCulture, $"AND id <= {until}"), StringComparison.Ordinal);
        }

        // An index beyond the end of an array is NULL in SQL, which is how "unassigned" is written in the table.
        int[] places = [.. slots.Select(s => s == Allocator.Unassigned ? people.Count + 1 : s + 1)];
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = step.WorkspaceId },
                new NpgsqlParameter<Guid> { TypedValue = step.UserId },
                new NpgsqlParameter<long> { TypedValue = after },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. people] },
                new NpgsqlParameter<int[]> { TypedValue = places, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new NpgsqlParameter<bool> { TypedValue = wake },
                new NpgsqlParameter<Guid> { TypedValue = step.CaseId },
            },
        };
        if (filter is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = FilteredSql.UpdatedBefore(filter), NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = FilteredSql.Statuses(filter) });
        }

        return command;
    }
}
