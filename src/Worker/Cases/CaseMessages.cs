using MassTransit;

namespace Offboarding.Worker.Cases;

/// <summary>Starts a scheduled case; sent by the sweep when its day has come.</summary>
/// <param name="OffboardingId">The case.</param>
[MessageUrn("Offboarding.Worker.Requests.DeactivateUser:StartCase")]
public sealed record StartCase(Guid OffboardingId);

/// <summary>Asks the saga to look at a case again; sent by the sweep where a message seems to be lost.</summary>
/// <param name="OffboardingId">The case.</param>
[MessageUrn("Offboarding.Worker.Process:NudgeCase")]
public sealed record NudgeCase(Guid OffboardingId);
