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

/// <summary>The kinds of dates that are shown as jobs.</summary>
public static class DateKinds
{
    /// <summary>A departure that waits for its last day; the subject is the case.</summary>
    public const string LastDay = "last-day";

    /// <summary>A deletion that waits for its day; the subject is the case.</summary>
    public const string Deletion = "deletion";

    /// <summary>A return that is expected; the subject is the case of the departure.</summary>
    public const string Return = "return";

    /// <summary>The expiry of an invitation; the subject is the invitation.</summary>
    public const string Invitation = "invitation-expiry";

    /// <summary>The expiry of a request for approval; the subject is the approval.</summary>
    public const string Approval = "approval-expiry";
}
