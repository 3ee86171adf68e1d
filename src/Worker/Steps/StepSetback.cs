namespace Offboarding.Worker.Steps;

/// <summary>An attempt that failed. It is in the step's row already.</summary>
/// <param name="Error">Why.</param>
/// <param name="Attempt">1 is the first.</param>
/// <param name="AttemptLimit">Attempts the step has.</param>
/// <param name="RetryAfter">When the next attempt is due; null: given up, an operator decides.</param>
public sealed record StepSetback(Exception Error, int Attempt, int AttemptLimit, TimeSpan? RetryAfter);

/// <summary>What a run came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Next">The slice that follows, where there is more to do.</param>
/// <param name="Done">Items dealt with so far, of the whole step.</param>
/// <param name="Total">Items found at the start.</param>
public sealed record StepRunResult(StepRunEnd End, RunStep? Next = null, long Done = 0, long? Total = null);

/// <summary>How a run ended.</summary>
public enum StepRunEnd
{
    /// <summary>The slice is not the step's any more, or its case does not run; nothing was done since.</summary>
    Stale,

    /// <summary>The slice is over and there is more to do.</summary>
    SliceOver,

    /// <summary>The step is done.</summary>
    Finished,

    /// <summary>The attempt failed; the step's row says what comes next.</summary>
    Failed,
}
