using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// Invites a new user (C11). If the workspace's policy <c>invitedUsersHoldSeats</c> is on, a full user holds a seat from now on, else
/// from the moment they accept. Answered by <see cref="UserInvited"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.invite-user</c>.
/// </summary>
public sealed record InviteUserRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>The name, 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Where the invitation goes; nobody else in the workspace has it, else <c>conflicting-request</c>.</summary>
    public required string Email { get; init; }

    /// <summary>Whether they will hold a seat. Default: full, which does.</summary>
    public UserKind Kind { get; init; }

    /// <summary>Their role. Default: agent.</summary>
    public InvitedRole Role { get; init; }

    /// <summary>Days until the invitation expires, 1 to 90. Absent: 14.</summary>
    public int? ExpiresInDays { get; init; }
}

/// <summary>The role an invited user has from the start; owners are made by handing on ownership.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<InvitedRole>))]
public enum InvitedRole
{
    /// <summary>Works.</summary>
    Agent,

    /// <summary>Also manages users.</summary>
    Admin,
}

/// <summary>
/// Sent by the application when the invited person accepts (C11, E3): they are active, on a seat if they need one. Answered by
/// <see cref="InvitationAccepted"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.accept-invitation</c>.
/// </summary>
public sealed record AcceptInvitationRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The invitation; open, else <c>conflicting-request</c>.</summary>
    public required Guid InvitationId { get; init; }
}

/// <summary>
/// Takes an invitation back that was not accepted (C11); a seat it held is free. Answered by <see cref="InvitationCancelled"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.cancel-invitation</c>.
/// </summary>
public sealed record CancelInvitationRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>The invitation, from <see cref="UserInvited"/> or <see cref="ContactInvited"/>.</summary>
    public required Guid InvitationId { get; init; }
}

/// <summary>What every event of an invitation says that ended.</summary>
public abstract record InvitationEvent : WorkspaceEvent
{
    /// <summary>The invitation.</summary>
    public required Guid InvitationId { get; init; }

    /// <summary>Whom it was for; null: a contact.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Which contact it was for; null: a user.</summary>
    public long? ContactId { get; init; }
}

/// <summary>A new user was invited (C11).</summary>
public sealed record UserInvited : WorkspaceEvent
{
    /// <summary>The new user's id, kept permanently (B5).</summary>
    public required Guid UserId { get; init; }

    /// <summary>The invitation.</summary>
    public required Guid InvitationId { get; init; }

    /// <summary>When it expires, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether a seat is held from now on.</summary>
    public required bool SeatHeld { get; init; }
}

/// <summary>The person is active (C11, E3).</summary>
public sealed record InvitationAccepted : InvitationEvent;

/// <summary>The invitation was taken back; a seat it held is free (C11).</summary>
public sealed record InvitationCancelled : InvitationEvent;

/// <summary>Nobody accepted in time; a seat it held is free (C11).</summary>
public sealed record InvitationExpired : InvitationEvent;
