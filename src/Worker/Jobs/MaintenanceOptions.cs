using Offboarding.Hosting;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Section <c>Maintenance</c>: for how long the past is kept, in days of 24 hours, at least 30 (365 of the audit trail). Not set: indefinitely. Nothing of
/// somebody under legal hold is deleted (F10), and nothing that nobody has dealt with.
/// </summary>
public sealed class MaintenanceOptions
{
    public const string Section = "Maintenance";

    /// <summary>Failed attempts of finished cases, and what became of buttons of Hangfire's dashboard; ten years by default.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>
    /// Finished cases, with their steps and with the ledger of what went to whom: without it nobody could undo them. The newest departure of somebody who
    /// is gone stays until they are deleted.
    /// </summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepCases { get; set; }

    /// <summary>Lists of people and requests for approval that are over, once no case of theirs is left.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepLists { get; set; }

    /// <summary>Answers to requests. The same request that comes again later is decided anew.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepAnswers { get; set; }

    /// <summary>Refused and unreadable messages that were replayed or discarded, and what operators sent in their place.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepMessages { get; set; }

    /// <summary>Who signed in to the dashboard, was refused, or read personal data.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepAccessLog { get; set; }

    /// <summary>Previews.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepPreviews { get; set; }

    /// <summary>Bulk acts that have ended.</summary>
    [Within("30.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepOperations { get; set; }

    /// <summary>The audit trail; each workspace's up to the first entry that has to stay, because a chain has no holes (F7).</summary>
    [Within("365.00:00:00", "36500.00:00:00")]
    public TimeSpan? KeepAudit { get; set; }

    /// <summary>
    /// A file to which the job <c>audit-verification</c> adds a line of JSON each time the trail is as it was written: the end of each workspace's
    /// chain. On a disk that the owner of the database cannot write to, it proves later that nothing was rewritten. Empty: nowhere.
    /// </summary>
    public string AuditHeads { get; set; } = "";
}
