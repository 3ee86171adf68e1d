namespace Offboarding.Testing;

/// <summary>What a database holds as a system on it has started: its tables are emptied down to that between two tests, which takes less than a database and a start for each.</summary>
public sealed class DatabaseContent
{
    /// <summary>What Hangfire knows of jobs.</summary>
    private const string ForgetJobs =
        """
        DELETE FROM hangfire.job; DELETE FROM hangfire.state; DELETE FROM hangfire.jobparameter; DELETE FROM hangfire.jobqueue;
        DELETE FROM hangfire.list; DELETE FROM hangfire.counter; DELETE FROM hangfire.aggregatedcounter;
        """;

    /// <summary>Hangfire's servers and recurring jobs belong to the worker that runs.</summary>
    private const string ForgetJobsOfAWorker =
        """
        DELETE FROM hangfire.set WHERE key NOT LIKE 'recurring-job%';
        DELETE FROM hangfire.hash WHERE key NOT LIKE 'recurring-job%';
        """;

    private const string ForgetAllJobs = "DELETE FROM hangfire.set; DELETE FROM hangfire.hash; DELETE FROM hangfire.server;";

    /// <summary>Rows are numbered from the beginning again.</summary>
    private const string Renumber =
        """
        SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
        FROM pg_sequences WHERE schemaname IN ('workspace', 'offboarding', 'hangfire') AND last_value IS NOT NULL;
        """;

    private readonly TestDatabase _database;
    private readonly string _except;
    private readonly string _jobs;
    private readonly string[] _fromTheStart;

    private DatabaseContent(TestDatabase database, bool hasWorker, string except, string[] fromTheStart) =>
        (_database, _jobs, _except, _fromTheStart) = (database, ForgetJobs + (hasWorker ? ForgetJobsOfAWorker : ForgetAllJobs + Renumber), except, fromTheStart);

    /// <summary>Looks which tables have rows now.</summary>
    /// <param name="database">The database.</param>
    /// <param name="hasWorker">Whether a worker runs on it, which keeps rows about itself and numbers that go on.</param>
    public static async Task<DatabaseContent> OfAsync(TestDatabase database, bool hasWorker)
    {
        string except = hasWorker ? "('workers', 'queues')" : "('')";
        return new DatabaseContent(database, hasWorker, except, await FilledAsync(database, except));
    }

    /// <summary>Empties every table that had no rows.</summary>
    public async Task RestoreAsync()
    {
        string[] filled = [.. (await FilledAsync(_database, _except)).Except(_fromTheStart)];
        // A ledger and a trail that nobody may delete from, foreign keys: not for a superuser who replays a log.
        string delete = string.Concat(filled.Select(table => $"DELETE FROM {table};"));
        await _database.ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {delete} {_jobs} COMMIT; DROP FUNCTION IF EXISTS trouble() CASCADE");
    }

    private static async Task<string[]> FilledAsync(TestDatabase database, string except)
    {
        string each = await database.ReadAsync<string>(
            $"""
            SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %I.%I)', format('%I.%I', n.nspname, c.relname), n.nspname, c.relname), ' UNION ALL ')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname IN ('workspace', 'offboarding') AND c.relname NOT IN {except}
            """);
        return await database.ReadAsync<string[]>($"SELECT array(SELECT t FROM ({each}) AS filled (t))");
    }
}
