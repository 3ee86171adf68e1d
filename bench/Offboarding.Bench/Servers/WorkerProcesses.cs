namespace Offboarding.Bench.Servers;

/// <summary>Workers that share the work of one database and one broker.</summary>
internal sealed class WorkerProcesses : IAsyncDisposable
{
    private readonly List<WorkerProcess> _workers = [];

    /// <summary>Where their health checks and metrics are.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _workers.Select(worker => worker.Address)];

    /// <summary>CPU time that all of them have used so far.</summary>
    public TimeSpan CpuTime => _workers.Aggregate(TimeSpan.Zero, (sum, worker) => sum + worker.CpuTime);

    /// <inheritdoc cref="WorkerProcess.StartAsync"/>
    public static async Task<WorkerProcesses> StartAsync(
        int count, BenchDatabase database, Uri broker, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var workers = new WorkerProcesses();
        try
        {
            for (int number = 0; number < count; number++)
            {
                workers._workers.Add(await WorkerProcess.StartAsync(database, broker, settings, cancellationToken));
            }

            return workers;
        }
        catch
        {
            await workers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WorkerProcess worker in _workers)
        {
            await worker.DisposeAsync();
        }
    }
}
