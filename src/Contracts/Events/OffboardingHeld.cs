namespace Offboarding.Contracts;

/// <summary>
/// The request was accepted and waits for a second person, because the workspace allows no more people in one period without one (F9). Nothing
/// has changed for the person yet. Later <see cref="OffboardingStarted"/>, <see cref="OffboardingScheduled"/> or <see cref="OffboardingCancelled"/>.
/// </summary>
public sealed record OffboardingHeld : OffboardingEvent
{
    /// <summary>What <see cref="ApproveMassChangeRequested"/> names; the same for all that the same person asked for and that waits.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>When the wait is over and the case is cancelled, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
