namespace Offboarding.Contracts;

/// <summary>A reassign was accepted and is on its way (D5, D11). <c>userId</c> is whose work it is.</summary>
public sealed record ReassignmentStarted : OffboardingEvent
{
    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
}
