namespace Offboarding.Worker.Steps;

/// <summary>A rule says no to a step: it fails at once, without further attempts, and an operator decides.</summary>
/// <param name="reason">Who, what, why and what would help; shown in the dashboard.</param>
public sealed class StepCannotGoOnException(string reason) : Exception(reason);
