namespace Offboarding.Integration.Tests.Harness;

/// <summary>
/// One worker for all tests of a class that need no settings of their own: a worker that starts opens twenty connections and declares its queues, which costs more
/// than most tests. Each test finds the tables, the jobs and the events as after the start. A class whose tests change the database's schema, stop the worker or
/// block it takes a <see cref="TestSystem"/> for each test instead.
/// </summary>
public sealed class SharedSystem(Servers servers) : IAsyncLifetime
{
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
    private DatabaseContent? _atStart;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The system as after its start; a new one if the last test left it busy.</summary>
    public async Task<TestSystem> SetAsync()
    {
        if (_system is { IsOver: false } used)
        {
            if (await BecomesIdleAsync(used.Database))
            {
                await _atStart!.RestoreAsync();
                used.Events.Forget();
                used.Worker.LogForThisTest();
                return used;
            }

            await used.EndAsync();
        }

        _system = (await TestSystem.SetAsync(servers)).Kept();
        _atStart = await DatabaseContent.OfAsync(_system.Database, hasWorker: true);
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
}
