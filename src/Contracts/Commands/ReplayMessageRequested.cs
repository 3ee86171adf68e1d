namespace Offboarding.Contracts;

/// <summary>
/// Sends a stored message again, byte for byte: one that could not be read or handled, or one that was refused and would be
/// accepted now. Exchange <c>offboarding.replay-message</c>.
/// </summary>
public sealed record ReplayMessageRequested
{
    /// <summary>Chosen by the sender; the operation id in the audit trail.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The id of the refusal or of the parked message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>
    /// True: also if somebody discarded the message. Default: a message that was discarded meanwhile is left alone, and whoever asks
    /// hears who discarded it.
    /// </summary>
    public bool AlsoDiscarded { get; init; }
}
