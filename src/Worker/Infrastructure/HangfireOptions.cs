using Offboarding.Hosting;

namespace Offboarding.Worker.Infrastructure;

/// <summary>Section <c>Hangfire</c>.</summary>
public sealed class HangfireOptions
{
    public const string Section = "Hangfire";

    /// <summary>Jobs that end access, in work at the same time on this worker. They run nothing else.</summary>
    [Within("1", "64")]
    public int LockoutWorkers { get; set; } = 4;

    /// <summary>All other jobs, in work at the same time on this worker.</summary>
    [Within("1", "64")]
    public int WorkWorkers { get; set; } = 4;

    /// <summary>
    /// How often each of Hangfire's threads looks into its queues, for jobs that another worker has queued or was killed over. A job that this
    /// worker queues wakes them at once. Hangfire's least is 50 ms.
    /// </summary>
    [Within("00:00:00.050", "00:01:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often one worker looks for rows that other processes changed. It wakes earlier for what this worker changed and for the next retry
    /// or date that is due.
    /// </summary>
    [Within("00:00:00.050", "00:01:00")]
    public TimeSpan ProjectEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often every job is compared with the rows, for what was lost or restored in Hangfire's schema.</summary>
    [Within("00:00:00.100", "01:00:00")]
    public TimeSpan LookOverEvery { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after a retry was due the sweep sends it over the broker, because no job did it.</summary>
    [Within("00:00:00.050", "01:00:00")]
    public TimeSpan RetryGrace { get; set; } = TimeSpan.FromSeconds(30);
}
