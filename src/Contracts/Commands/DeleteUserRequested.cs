namespace Offboarding.Contracts;

/// <summary>
/// Deletes an inactive user for ever (D8 to D10): name, address, password, memberships, sessions and tokens go; the id stays, and
/// what it did is shown as done by "Deleted user". Not reversible. Answered by <see cref="DeletionStarted"/>,
/// <see cref="DeletionScheduled"/> or <see cref="OffboardingRefused"/> (<c>retention-running</c>, <c>legal-hold</c>), and at the end
/// by <see cref="UserDeleted"/>. Exchange <c>offboarding.delete-user</c>.
/// </summary>
public sealed record DeleteUserRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who is deleted: an inactive user, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The same id again: nobody is deleted by a slip (D8). Missing or another one: <c>invalid-request</c>.</summary>
    public required Guid ConfirmUserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why (D1).</summary>
    public required DeletionReason Reason { get; init; }

    /// <summary>
    /// The instant the deletion is due, with offset. Absent: now. At most ten years ahead, not before the workspace's retention
    /// period is over (D10). Everything is checked again when it is due. Called off and moved like a departure.
    /// </summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>
    /// The last day the data is kept, as a date in <see cref="TimeZone"/>: the deletion is due at the following midnight there.
    /// Instead of <see cref="LastDay"/>.
    /// </summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>IANA time zone of <see cref="LastDate"/>, for example <c>Europe/Berlin</c>; required with it, absent without.</summary>
    public string? TimeZone { get; init; }
}
