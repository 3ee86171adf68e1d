namespace Offboarding.Contracts;

/// <summary>
/// Lets an inactive person in again (A1, A2, D6): the account works with the old password, roles and teams are as they were, and
/// a full user takes a seat. Answered by <see cref="UserReactivated"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.reactivate-user</c>.
/// </summary>
public sealed record ReactivateUserRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who comes back: inactive, with no offboarding in progress, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>
    /// Also gives back what the last handover moved, as far as nobody has touched it since (F4): sends an
    /// <see cref="UndoHandoverRequested"/>, which has answers of its own. Default: no.
    /// </summary>
    public bool GiveBackWork { get; init; }
}
