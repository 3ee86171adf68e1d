namespace Offboarding.Worker.Requests.DeactivateUser;

/// <summary>Starts a scheduled case; sent by the sweep when its day has come.</summary>
/// <param name="OffboardingId">The case.</param>
public sealed record StartCase(Guid OffboardingId);
