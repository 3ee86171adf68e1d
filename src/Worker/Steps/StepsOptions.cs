using Offboarding.Hosting;

namespace Offboarding.Worker.Steps;

/// <summary>Section <c>Steps</c>.</summary>
public sealed class StepsOptions
{
    public const string Section = "Steps";

    /// <summary>Items in one transaction. 1,000 keeps another writer on the same items waiting for about 20 ms.</summary>
    [Within("1", "100000")]
    public int BatchSize { get; set; } = 1000;

    /// <summary>How long a step works before it goes to the back of the queue, so that other leavers get their turn.</summary>
    [Within("00:00:00.010", "00:05:00")]
    public TimeSpan Slice { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Tries of one batch in a row, for errors that go away by themselves, before it counts as an attempt.</summary>
    [Within("1", "20")]
    public int TriesInPlace { get; set; } = 3;

    /// <summary>
    /// Looks in a row that may find what is left held by somebody else, with pauses that double from half a second up to half of <see cref="StalledAfter"/>: three minutes by
    /// default. The next one counts as an attempt.
    /// </summary>
    [Within("0", "1000")]
    public int TriesWhileHeld { get; set; } = 16;

    /// <summary>Attempts until a step fails and an operator has to look.</summary>
    [Within("1", "100")]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>Wait after the first failed attempt; doubled each time, with jitter.</summary>
    [Within("00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two attempts.</summary>
    [Within("00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the sweep looks for what is due.</summary>
    [Within("00:00:00.050", "00:01:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A step without progress for this long is sent again; a case without a message for this long is checked again.</summary>
    [FormerName("StandingStillAfter")]
    [Within("00:00:01", "01:00:00")]
    public TimeSpan StalledAfter { get; set; } = TimeSpan.FromSeconds(30);
}
