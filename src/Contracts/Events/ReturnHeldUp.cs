namespace Offboarding.Contracts;

/// <summary>
/// The day of return has come and the person could not be let in (F2). Nothing is lost: as soon as the cause is gone they are, and
/// <see cref="UserReactivated"/> says so.
/// </summary>
public sealed record ReturnHeldUp : OffboardingEvent
{
    /// <summary>When the person was to be active again, UTC.</summary>
    public required DateTimeOffset ReturnsAt { get; init; }

    /// <summary>Why: usually <c>no-free-seat</c>; <c>conflicting-request</c> while the departure itself is not over.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>Who, what and why, with ids instead of names.</summary>
    public required string Message { get; init; }

    /// <summary>What would help.</summary>
    public required string Help { get; init; }
}
