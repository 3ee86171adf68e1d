using System.ComponentModel;

namespace Offboarding.Jobs;

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
