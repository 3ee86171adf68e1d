namespace Offboarding.Worker.Steps;

/// <summary>Runs one slice of a step.</summary>
/// <param name="OffboardingId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Slice">Fencing token: has to equal the step row's; a stale or doubled message does nothing.</param>
public sealed record RunStep(Guid OffboardingId, string Step, long Slice);
