namespace Offboarding.Contracts;

/// <summary>A deletion was accepted and waits for its day (D8). Called off by <see cref="CancelOffboardingRequested"/>, or by a return.</summary>
public sealed record DeletionScheduled : OffboardingEvent
{
    /// <summary>When the user will be deleted, if nothing stands against it then, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
