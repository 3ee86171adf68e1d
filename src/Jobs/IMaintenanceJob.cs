using System.ComponentModel;

namespace Offboarding.Jobs;

/// <summary>Maintenance, as recurring jobs: whatever a minute is soon enough for.</summary>
public interface IMaintenanceJob
{
    /// <summary>Runs one task.</summary>
    /// <param name="task">One of <see cref="MaintenanceTasks"/>; also the id of the recurring job.</param>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>What was found and done, for the job's page.</returns>
    [DisplayName("{0}")]
    Task<string> RunAsync(string task, CancellationToken cancellationToken);
}
