namespace Offboarding.Contracts;

/// <summary>
/// The departure was called off before its last day (F1), or a second person rejected it or did not decide in time (F9). The person stays as
/// they are.
/// </summary>
public sealed record OffboardingCancelled : OffboardingEvent
{
    /// <summary>
    /// The <c>requestId</c> of the command that called it off, or of the <see cref="MassChangeDecided"/>; <see cref="OffboardingEvent.RequestId"/>
    /// is that of the case.
    /// </summary>
    public required Guid CommandId { get; init; }
}
