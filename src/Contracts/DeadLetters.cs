namespace Offboarding.Contracts;

/// <summary>
/// Sends a stored message again: one that could not be read or handled, or one that was refused and would be accepted now. Byte for
/// byte, or edited; then the original and the edited text are kept. Exchange <c>offboarding.replay-message</c>.
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

    /// <summary>
    /// The JSON that is sent as a new message in its place, without an envelope; default: the stored bytes. It is read as the bus reads it: if
    /// a field is wrong nothing is sent, and <c>dashboard.message_edits</c> has every mistake with its path. Only requests of a workspace can be edited.
    /// </summary>
    public string? EditedBody { get; init; }

    /// <summary>Why it was edited, for the audit trail and whoever finds it, 1 to 500 characters; required with <see cref="EditedBody"/>, and not taken without it.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// Says that nobody has to look at a stored message any more: it leaves the list and the counts. Nothing is deleted, and it can
/// still be replayed. Exchange <c>offboarding.discard-message</c>.
/// </summary>
public sealed record DiscardMessageRequested
{
    /// <summary>Chosen by the sender; the operation id in the audit trail. The same id again changes nothing.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The id of the refusal or of the parked message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why nobody has to look at it, for the audit trail and whoever finds it, 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}
