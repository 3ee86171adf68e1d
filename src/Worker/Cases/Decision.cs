namespace Offboarding.Worker.Cases;

/// <summary>What comes next in a case.</summary>
/// <param name="State">The state the case is in from now on.</param>
/// <param name="Start">Names of the steps to send on their way; usually none.</param>
public sealed record Decision(CaseState State, IReadOnlyList<string> Start);
