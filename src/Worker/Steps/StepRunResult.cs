namespace Offboarding.Worker.Steps;

/// <summary>What a run came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Next">The slice that follows, where there is more to do.</param>
/// <param name="Done">Items dealt with so far, of the whole step.</param>
/// <param name="Total">Items found at the start.</param>
public sealed record StepRunResult(StepRunEnd End, RunStep? Next = null, long Done = 0, long? Total = null);
