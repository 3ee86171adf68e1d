using System.ComponentModel;

namespace Offboarding.Jobs;

/// <summary>
/// One attempt of a step that failed before. The job waits in Hangfire's schedule until the attempt is due, and then runs it; the
/// same job goes on through all further attempts of the step, and its arguments are brought up to date with each. They are ids and
/// numbers only: everything else is in the rows, and the rows decide.
/// </summary>
public interface IStepAttemptJob
{
    /// <summary>Runs the attempt. A job that is stale, duplicated or early runs nothing and says so.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="step">The step's name, for example <c>reassign-conversations</c>.</param>
    /// <param name="attempt">Which attempt this is, for the job's name; 1 is the first. The step's row decides.</param>
    /// <param name="limit">Attempts the step has, for the job's name.</param>
    /// <param name="cancellationToken">The server stops; Hangfire queues the job again.</param>
    /// <returns>A text for the job's page, or what the worker makes another state of.</returns>
    [DisplayName("{1} for case {0}, attempt {2} of {3}")]
    Task<object> RunAsync(Guid caseId, string step, int attempt, int limit, CancellationToken cancellationToken);
}

/// <summary>
/// A date to come: a last day, a return, a deletion, the end of an invitation or of the time an approval may take. The rows decide
/// what is due; a job that is run early changes nothing, and its result says when the date is.
/// </summary>
public interface IDateJob
{
    /// <summary>Has what is due done now.</summary>
    /// <param name="what">One of <see cref="DateKinds"/>.</param>
    /// <param name="subject">The case, invitation or approval that has the date.</param>
    /// <param name="cancellationToken">The server stops.</param>
    /// <returns>What was done, for the job's page.</returns>
    [DisplayName("{0} of {1}")]
    Task<string> RunAsync(string what, Guid subject, CancellationToken cancellationToken);
}

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
