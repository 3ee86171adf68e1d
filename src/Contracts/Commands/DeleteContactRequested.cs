namespace Offboarding.Contracts;

/// <summary>
/// Deletes a contact for ever (E5): name and address go, all that belongs to it stays. Answered by <see cref="ContactDeleted"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.delete-contact</c>.
/// </summary>
public sealed record DeleteContactRequested : IContactCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }

    /// <summary>Who asks: an active admin or owner, or an active user with the permission contacts-delete (E7), else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }
}
