namespace Offboarding.Worker.Steps;

/// <summary>What a batch did.</summary>
/// <param name="Done">Items dealt with.</param>
/// <param name="Finished">Nothing is left.</param>
/// <param name="ResumeAfter">A hint for the next batch, kept in the step's row; what it means is the step's affair.</param>
public readonly record struct BatchResult(long Done, bool Finished, long ResumeAfter = 0);
