namespace Offboarding.Worker.Steps;

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
