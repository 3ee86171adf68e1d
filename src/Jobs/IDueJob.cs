using System.ComponentModel;

namespace Offboarding.Jobs;

/// <summary>
/// Something that has a date: a last day, a return, the end of a retention period. The job shows it and wakes the sweep when it
/// is due; what is due is decided by the rows, so one that runs early, late or twice changes nothing.
/// </summary>
public interface IDueJob
{
    /// <summary>Wakes the sweep.</summary>
    /// <param name="what">For example <c>last-day</c>.</param>
    /// <param name="subject">The case, or whatever else has the date.</param>
    /// <param name="cancellationToken">The server stops.</param>
    [DisplayName("{0} of {1}")]
    Task LookAsync(string what, Guid subject, CancellationToken cancellationToken);

    /// <summary>Wakes the sweep, for the recurring job.</summary>
    [DisplayName("look for whatever is due")]
    Task LookForAllAsync(CancellationToken cancellationToken);
}
