namespace Offboarding.Contracts;

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
