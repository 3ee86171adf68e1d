namespace Offboarding.Contracts;

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
