namespace Offboarding.Contracts;

/// <summary>
/// Takes a list of people out of a workspace (F6): each person is a case of their own, as if asked for by a <see cref="DeactivateUserRequested"/>
/// whose <c>requestId</c> is the UUIDv5 (RFC 9562) of this <see cref="RequestId"/> and the line, for example <c>users[17]</c>. What is said here
/// holds for all of them, and a line says what is different. A mistake in a line refuses that line only. Answered by
/// <see cref="OffboardingListAccepted"/> or <see cref="OffboardingRefused"/>, then each line as a request of its own. Exchange
/// <c>offboarding.deactivate-users</c>.
/// </summary>
public sealed record DeactivateUsersRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same list again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace the people leave.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why; absent: each line says.</summary>
    public DeactivationReason? Reason { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LastDay"/>.</summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LastDate"/>.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>IANA time zone of the dates of the list; also of a line's dates that name none.</summary>
    public string? TimeZone { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.ReturnDay"/>.</summary>
    public DateTimeOffset? ReturnDay { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.ReturnDate"/>.</summary>
    public DateOnly? ReturnDate { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.GiveBackWork"/>.</summary>
    public bool GiveBackWork { get; init; }

    /// <summary>Who gets the open work of those whose line has no plan. Nobody who is in the list can receive.</summary>
    public HandoverPlan? Handover { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LowerSeatLimit"/>.</summary>
    public bool LowerSeatLimit { get; init; }

    /// <summary>
    /// Only tells what would happen: answered by <see cref="OffboardingListPreviewed"/>, and nothing changes (F3). The same
    /// <see cref="RequestId"/> may then be used to do it.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>Who leaves, 1 to 10,000 lines; each person once.</summary>
    public required IReadOnlyList<LeaverLine> Users { get; init; }
}

/// <summary>One person of a <see cref="DeactivateUsersRequested"/>, and what is different for them. What is absent is as the list says.</summary>
public sealed record LeaverLine
{
    /// <summary>Who leaves.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Why.</summary>
    public DeactivationReason? Reason { get; init; }

    /// <summary>Instead of the list's last day, see <see cref="DeactivateUserRequested.LastDay"/>.</summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>Instead of the list's last day, see <see cref="DeactivateUserRequested.LastDate"/>.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>IANA time zone of the line's dates.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Instead of the list's return, see <see cref="DeactivateUserRequested.ReturnDay"/>.</summary>
    public DateTimeOffset? ReturnDay { get; init; }

    /// <summary>Instead of the list's return, see <see cref="DeactivateUserRequested.ReturnDate"/>.</summary>
    public DateOnly? ReturnDate { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.GiveBackWork"/>.</summary>
    public bool? GiveBackWork { get; init; }

    /// <summary>Instead of the list's plan, all of it.</summary>
    public HandoverPlan? Handover { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.NextOwner"/>.</summary>
    public Guid? NextOwner { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LowerSeatLimit"/>.</summary>
    public bool? LowerSeatLimit { get; init; }
}

/// <summary>A list of people was accepted (F6); its lines are looked at now, one after the other, and each is answered as a request of its own.</summary>
public sealed record OffboardingListAccepted : WorkspaceEvent
{
    /// <summary>The list, in <c>dashboard.lists</c>.</summary>
    public required Guid ListId { get; init; }

    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>All of it waits for a second person, because the workspace allows no more people in one period without one (F9).</summary>
    public required bool HeldForApproval { get; init; }
}

/// <summary>Every line of a list was looked at (F6): so many cases are open, so many lines were refused.</summary>
public sealed record OffboardingListAnswered : WorkspaceEvent
{
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }

    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>Lines that are cases now: started, scheduled or waiting for a second person.</summary>
    public required int Accepted { get; init; }

    /// <summary>Lines that were refused, each with an <see cref="OffboardingRefused"/>.</summary>
    public required int Refused { get; init; }

    /// <summary>Lines at which the software failed; ops see why. Such a person is asked for again with a request of their own.</summary>
    public required int Failed { get; init; }
}

/// <summary>Every case of a list is over (F6).</summary>
public sealed record OffboardingListCompleted : WorkspaceEvent
{
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }

    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>Cases that are completed.</summary>
    public required int Completed { get; init; }

    /// <summary>Cases that were cancelled.</summary>
    public required int Cancelled { get; init; }

    /// <summary>Lines that were refused, at once or on their last day.</summary>
    public required int Refused { get; init; }

    /// <summary>Lines at which the software failed.</summary>
    public required int Failed { get; init; }
}

/// <summary>
/// The answer to <see cref="DeactivateUsersRequested"/> with <see cref="DeactivateUsersRequested.DryRun"/>: what each recipient would get in all, and which lines
/// would be refused (F3, F6). Nothing has changed; the same list without <c>dryRun</c> does it.
/// </summary>
public sealed record OffboardingListPreviewed : WorkspaceEvent
{
    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>Lines that would be refused.</summary>
    public required int Refused { get; init; }

    /// <summary>The first 100 lines that would be refused.</summary>
    public required IReadOnlyList<PreviewedLine> RefusedLines { get; init; }

    /// <summary>All of it would wait for a second person (F9).</summary>
    public required bool HeldForApproval { get; init; }

    /// <summary>Each kind of work, over all lines that would be accepted. Empty where the list itself would be refused.</summary>
    public required IReadOnlyList<KindPreview> Kinds { get; init; }

    /// <summary>The refusal that the whole list would get; null: its lines would be looked at.</summary>
    public required PreviewRefusal? Refusal { get; init; }
}

/// <summary>A line of a list that would be refused.</summary>
public sealed record PreviewedLine
{
    /// <summary>From 0 on, as in <c>users[17]</c>.</summary>
    public required int Position { get; init; }

    /// <summary>Whom the line names; null if that cannot be read.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>In English, with ids instead of names.</summary>
    public required string Message { get; init; }
}
