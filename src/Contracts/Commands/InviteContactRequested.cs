namespace Offboarding.Contracts;

/// <summary>
/// Invites an inactive contact again, to an address of choice (E3); it is active once the invitation is accepted. Answered by
/// <see cref="ContactInvited"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.invite-contact</c>.
/// </summary>
public sealed record InviteContactRequested : IContactCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }

    /// <summary>Who asks: an active admin or owner, or an active user with the permission contacts-edit (E7), else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Where the invitation goes; the contact's address from the moment it is accepted.</summary>
    public required string Email { get; init; }

    /// <summary>Days until the invitation expires, 1 to 90. Absent: 14.</summary>
    public int? ExpiresInDays { get; init; }
}
