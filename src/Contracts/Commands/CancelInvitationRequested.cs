namespace Offboarding.Contracts;

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
