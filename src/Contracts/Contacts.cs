namespace Offboarding.Contracts;

/// <summary>What every command on one contact says.</summary>
public interface IContactCommand : IWorkspaceCommand
{
    /// <summary>The contact.</summary>
    long ContactId { get; }

    /// <summary>Who asks: an active user of the workspace with the permission it needs.</summary>
    Guid RequestedBy { get; }
}

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

/// <summary>
/// Hides a contact from the default list (E4); sign-in is unchanged. Answered by <see cref="ContactArchived"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.archive-contact</c>.
/// </summary>
public sealed record ArchiveContactRequested : IContactCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }

    /// <summary>Who asks: an active admin or owner, or an active user with the permission contacts-edit (E7), else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }
}

/// <summary>
/// Shows an archived contact in the default list again (E4). Answered by <see cref="ContactUnarchived"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.unarchive-contact</c>.
/// </summary>
public sealed record UnarchiveContactRequested : IContactCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }

    /// <summary>Who asks: an active admin or owner, or an active user with the permission contacts-edit (E7), else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }
}

/// <summary>
/// Makes a client contact inactive (E1): its sign-in account is unlinked, and ended if nobody else uses it. Nobody is notified; all that
/// belongs to the contact stays where it is (E2). Answered by <see cref="ContactDeactivated"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.deactivate-contact</c>.
/// </summary>
public sealed record DeactivateContactRequested : IContactCommand
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

/// <summary>
/// Permanently deletes a contact (E5): name and address go, all that belongs to it stays. Answered by <see cref="ContactDeleted"/> or
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

/// <summary>What every event of a contact says.</summary>
public abstract record ContactEvent : WorkspaceEvent
{
    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }
}

/// <summary>The contact was invited; it is active once it accepts (E3).</summary>
public sealed record ContactInvited : ContactEvent
{
    /// <summary>The invitation.</summary>
    public required Guid InvitationId { get; init; }

    /// <summary>When it expires, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The contact is hidden from the default list (E4).</summary>
public sealed record ContactArchived : ContactEvent;

/// <summary>The contact is in the default list again (E4).</summary>
public sealed record ContactUnarchived : ContactEvent;

/// <summary>The contact is inactive and cannot sign in (E1).</summary>
public sealed record ContactDeactivated : ContactEvent
{
    /// <summary>Sessions of its sign-in account that were open until now.</summary>
    public required int SessionsEnded { get; init; }
}

/// <summary>The contact is gone; what belonged to it stays (E5).</summary>
public sealed record ContactDeleted : ContactEvent;
