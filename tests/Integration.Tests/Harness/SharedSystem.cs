using Npgsql;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>
/// One worker for all tests of a class that need no settings of their own: a worker that starts opens twenty connections and declares its queues, which costs more
/// than most tests. Each test finds the tables, the jobs and the events as after the start. A class whose tests change the database's schema, stop the worker or
/// block it takes a <see cref="TestSystem"/> for each test instead.
/// </summary>
public sealed class SharedSystem(Servers servers) : IAsyncLifetime
{
    /// <summary>A running worker writes these about itself.</summary>
    private const string OfTheWorker = "('workers', 'queues')";

    /// <summary>What Hangfire knows of jobs; its servers and its recurring jobs stay.</summary>
    private const string ForgetJobs =
        """
        DELETE FROM hangfire.job; DELETE FROM hangfire.state; DELETE FROM hangfire.jobparameter; DELETE FROM hangfire.jobqueue;
        DELETE FROM hangfire.list; DELETE FROM hangfire.counter; DELETE FROM hangfire.aggregatedcounter;
        DELETE FROM hangfire.set WHERE key NOT LIKE 'recurring-job%';
        DELETE FROM hangfire.hash WHERE key NOT LIKE 'recurring-job%';
        """;

    /// <summary>Nothing waits to be sent, and no step is on its way.</summary>
    private const string IsIdle =
        """
        SELECT NOT EXISTS (SELECT FROM offboarding.outbox)
            AND NOT EXISTS (SELECT FROM offboarding.steps WHERE status IN ('ready', 'running'))
            AND NOT EXISTS (SELECT FROM offboarding.job_changes)
            AND NOT EXISTS (SELECT FROM hangfire.jobqueue)
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private TestSystem? _system;
    private string[] _fromTheStart = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The system as after its start; a new one if the last test left it busy.</summary>
    public async Task<TestSystem> SetAsync()
    {
        if (_system is { IsOver: false } used)
        {
            if (await BecomesIdleAsync(used.Database))
            {
                await ForgetAsync(used.Database);
                used.Events.Forget();
                used.Worker.LogForThisTest();
                return used;
            }

            await used.EndAsync();
        }

        _system = (await TestSystem.SetAsync(servers)).Kept();
        _fromTheStart = await FilledAsync(_system.Database);
        return _system;
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is { IsOver: false } used)
        {
            await used.EndAsync();
        }
    }

    /// <summary>Idle three times in a row: a message may be on its way between the broker and a row.</summary>
    private static async Task<bool> BecomesIdleAsync(TestDatabase database)
    {
        for (int looks = 0, idle = 0; looks < 30; looks++)
        {
            idle = await database.ReadAsync<bool>(IsIdle) ? idle + 1 : 0;
            if (idle == 3)
            {
                return true;
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }

        return false;
    }

    private async Task ForgetAsync(TestDatabase database)
    {
        string[] filled = [.. (await FilledAsync(database)).Except(_fromTheStart)];
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        // A ledger and a trail that nobody may delete from, foreign keys: not for a superuser who replays a log.
        string delete = string.Concat(filled.Select(table => $"DELETE FROM {table};"));
        await using var command = new NpgsqlCommand(
            $"BEGIN; SET LOCAL session_replication_role = replica; {delete} {ForgetJobs} COMMIT; DROP FUNCTION IF EXISTS trouble() CASCADE", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The tables with rows.</summary>
    private static async Task<string[]> FilledAsync(TestDatabase database)
    {
        string each = await database.ReadAsync<string>(
            $"""
            SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %I.%I)', format('%I.%I', n.nspname, c.relname), n.nspname, c.relname), ' UNION ALL ')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname IN ('workspace', 'offboarding') AND c.relname NOT IN {OfTheWorker}
            """);
        return await database.ReadAsync<string[]>($"SELECT array(SELECT t FROM ({each}) AS filled (t))");
    }
}
