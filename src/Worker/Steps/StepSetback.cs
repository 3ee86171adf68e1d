namespace Offboarding.Worker.Steps;

/// <summary>An attempt that failed. It is in the step's row already.</summary>
/// <param name="Error">Why.</param>
/// <param name="Attempt">1 is the first.</param>
/// <param name="AttemptLimit">Attempts the step has.</param>
/// <param name="RetryAfter">When the next attempt is due; null: given up, an operator decides.</param>
public sealed record StepSetback(Exception Error, int Attempt, int AttemptLimit, TimeSpan? RetryAfter);
