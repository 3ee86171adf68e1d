namespace Offboarding.Worker.Jobs;

/// <summary>One of <see cref="Offboarding.Jobs.MaintenanceTasks"/> that lives in a folder of its own.</summary>
internal interface IMaintenanceTask
{
    /// <summary>Its id, which is that of the recurring job.</summary>
    string Id { get; }

    /// <summary>Runs it. It may run at any time and twice at once.</summary>
    /// <returns>What it did, in words, for the job's page.</returns>
    Task<string> RunAsync(CancellationToken cancellationToken);
}
