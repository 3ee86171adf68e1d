namespace Offboarding.Worker.Steps;

/// <summary>When to try again: exponential, with jitter so that steps which failed together do not come back together.</summary>
public static class StepRetryPolicy
{
    /// <param name="options">First and longest wait.</param>
    /// <param name="attempt">The attempt that just failed; 1 is the first.</param>
    /// <param name="jitter">0 to 1, drawn by the caller.</param>
    /// <returns>The wait: between half and the whole of the doubled time.</returns>
    public static TimeSpan After(StepsOptions options, int attempt, double jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        double whole = Math.Min(
            options.FirstRetryAfter.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 40)), options.LongestRetryAfter.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * (0.5 + (0.5 * jitter)));
    }
}
