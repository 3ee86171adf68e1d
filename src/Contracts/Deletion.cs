using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// Permanently deletes an inactive user (D8 to D10): name, address, password, memberships, sessions and tokens go; the id stays, and
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
    /// period is over (D10). Everything is checked again when it is due. Cancelled and moved like a departure.
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

/// <summary>Why a person is permanently deleted (D1). Reasons for which people only leave are <see cref="DeactivationReason"/>.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DeletionReason>))]
public enum DeletionReason
{
    /// <summary>The user was created in error.</summary>
    CreatedInError,

    /// <summary>The person asked for it, or a law on data protection does.</summary>
    DataProtectionRequest,

    /// <summary>The person left, and the data was kept for as long as it had to be.</summary>
    RetentionOver,
}

/// <summary>
/// Puts a user under legal hold (F10): whatever else is asked, the data is not deleted until the hold is lifted. Leaving stays
/// possible. Answered by <see cref="LegalHoldPlaced"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.place-legal-hold</c>.
/// </summary>
public sealed record PlaceLegalHoldRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose data is held: an active or inactive user who is not held yet, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, for the people who look later; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>
/// Lifts the legal hold of a user (F10): the data may be deleted again, and nothing is deleted by it. Answered by
/// <see cref="LegalHoldLifted"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.lift-legal-hold</c>.
/// </summary>
public sealed record LiftLegalHoldRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose hold: a user who is held, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, for the people who look later; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>A deletion was accepted and waits for its day (D8). Cancelled by <see cref="CancelOffboardingRequested"/>, or by a return.</summary>
public sealed record DeletionScheduled : OffboardingEvent
{
    /// <summary>When the user will be deleted, if nothing stands against it then, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>The user is a tombstone: name, address and password are permanently gone (D8). What else is personal goes in steps.</summary>
public sealed record DeletionStarted : OffboardingEvent
{
    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
}

/// <summary>The user is permanently deleted (D8). Forget whatever you know of the person but the id.</summary>
public sealed record UserDeleted : OffboardingEvent
{
    /// <summary>Each step with the number of rows it dealt with.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }
}

/// <summary>A user is under legal hold: the data is not deleted (F10).</summary>
public sealed record LegalHoldPlaced : WorkspaceEvent
{
    /// <summary>Whose data.</summary>
    public required Guid UserId { get; init; }
}

/// <summary>A user is not under legal hold any more (F10).</summary>
public sealed record LegalHoldLifted : WorkspaceEvent
{
    /// <summary>Whose data.</summary>
    public required Guid UserId { get; init; }
}
