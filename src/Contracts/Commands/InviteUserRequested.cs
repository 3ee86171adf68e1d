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
