using MassTransit;

namespace Offboarding.Worker.Cases;

/// <summary>An operator's wish to run a failed step again, after it was checked at the door.</summary>
/// <param name="OffboardingId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="RequestedBy">The operator's account name.</param>
/// <param name="OperationId">The request id of the command.</param>
/// <param name="Comment">Why, or null.</param>
[MessageUrn("Offboarding.Worker.Process:RetryStep")]
public sealed record RetryStep(Guid OffboardingId, string Step, string RequestedBy, Guid OperationId, string? Comment);
