using Offboarding.Worker.Configuration;

namespace Offboarding.Worker.Hangfire;

/// <summary>Section <c>Hangfire</c>; heeded with <c>Steps:Engine = Hangfire</c>.</summary>
public sealed class HangfireOptions
{
    public const string Section = "Hangfire";

    /// <summary>Jobs that end access, in work at the same time on this worker. They run nothing else.</summary>
    [Within("1", "64")]
    public int LockoutWorkers { get; set; } = 4;

    /// <summary>All other jobs, in work at the same time on this worker.</summary>
    [Within("1", "64")]
    public int WorkWorkers { get; set; } = 4;

    /// <summary>How often Hangfire looks for jobs that other processes queued, and for retries that are due. Its least is 50 ms.</summary>
    [Within("00:00:00.050", "00:01:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the dates of cases are shown anew as scheduled jobs.</summary>
    [Within("00:00:00.050", "01:00:00")]
    public TimeSpan MirrorEvery { get; set; } = TimeSpan.FromSeconds(5);
}
