using MassTransit;

namespace Offboarding.Worker.Cases;

/// <summary>Starts a scheduled case; sent by the sweep when its day has come.</summary>
/// <param name="OffboardingId">The case.</param>
[MessageUrn("Offboarding.Worker.Requests.DeactivateUser:StartCase")]
public sealed record StartCase(Guid OffboardingId);
