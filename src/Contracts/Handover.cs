namespace Offboarding.Contracts;

/// <summary>
/// Gives work of one person to others, without a departure: of somebody who is inactive already, or who stays (D5, D11). Nobody is
/// locked out. Answered by <see cref="ReassignmentStarted"/> or <see cref="OffboardingRefused"/>, and at the end by
/// <see cref="ReassignmentCompleted"/>. Exchange <c>offboarding.reassign-work</c>.
/// </summary>
public sealed record ReassignWorkRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose work it is: any user of the workspace, active or not.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Who gets it. A kind without an allocation stays where it is; at least one kind has to move.</summary>
    public required HandoverPlan Handover { get; init; }

    /// <summary>Which of the items; absent: all that are open.</summary>
    public WorkFilter? Filter { get; init; }
}

/// <summary>
/// Puts another plan in the place of the one a departure or a reassign goes by, for what has not been handed over yet (D5, F5). What has
/// moved stays where it is. Answered by <see cref="HandoverChanged"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.change-handover</c>.
/// </summary>
public sealed record ChangeHandoverRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>
    /// Who gets what from now on. Kinds that it does not name go on as they were. A kind that is handed over, was skipped, or is being
    /// handed over at this moment is refused as <c>conflicting-request</c>; pause the case first. A kind that had failed is tried again.
    /// </summary>
    public required HandoverPlan Handover { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>
/// Gives back what a departure or a reassign handed over, item by item, as far as nobody has touched it since (F4): still open, still
/// with that recipient, not changed. The rest is listed with the reason. Answered by <see cref="UndoStarted"/> or
/// <see cref="OffboardingRefused"/>, and at the end by <see cref="UndoCompleted"/>. A handover is undone once. Exchange
/// <c>offboarding.undo-handover</c>.
/// </summary>
public sealed record UndoHandoverRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case whose handover is undone: a completed departure or reassign.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Who gets the work; absent: whose it was. An active user either way, else <c>recipient-inactive</c>.</summary>
    public Guid? GiveTo { get; init; }
}

/// <summary>A reassign was accepted and is on its way (D5, D11). <c>userId</c> is whose work it is.</summary>
public sealed record ReassignmentStarted : OffboardingEvent
{
    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
}

/// <summary>Everything a reassign was to move has moved, or its step was skipped.</summary>
public sealed record ReassignmentCompleted : OffboardingEvent
{
    /// <summary>Each step with the number of items it moved.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }
}

/// <summary>What one recipient got.</summary>
public sealed record RecipientShare
{
    /// <summary>The recipient; <c>null</c> is "unassigned".</summary>
    public required Guid? UserId { get; init; }

    /// <summary>Number of items.</summary>
    public required long Items { get; init; }
}

/// <summary>One kind of work has been handed over (C2, D5).</summary>
public sealed record WorkReassigned : OffboardingEvent
{
    /// <summary>For example <c>conversations</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Items that changed hands, all recipients together.</summary>
    public required long Moved { get; init; }

    /// <summary>Items that stay with the leaver because the plan says so.</summary>
    public required long Kept { get; init; }

    /// <summary>How many went to whom.</summary>
    public required IReadOnlyList<RecipientShare> Shares { get; init; }

    /// <summary>
    /// Recipients who left before they had their share, with the number of items that were theirs by the plan and went on to the
    /// others. Empty if nobody left.
    /// </summary>
    public required IReadOnlyList<RecipientShare> PassedOn { get; init; }
}

/// <summary>Another plan holds for some kinds of work, for what had not been handed over.</summary>
public sealed record HandoverChanged : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>The kinds of work it holds for.</summary>
    public required IReadOnlyList<ChangedKind> Kinds { get; init; }
}

/// <summary>A kind of work that another plan holds for.</summary>
public sealed record ChangedKind
{
    /// <summary><c>conversations</c>, <c>contacts</c>, <c>leads</c> or <c>tasks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Items that went by earlier plans; they stay where they are.</summary>
    public required long Moved { get; init; }
}

/// <summary>An undo was accepted and is on its way (F4). <c>userId</c> is whose work was handed over.</summary>
public sealed record UndoStarted : OffboardingEvent
{
    /// <summary>The case whose handover is undone.</summary>
    public required Guid UndoneOffboardingId { get; init; }

    /// <summary>Other cases of the same absence that are undone with it, at a return; empty for an undo that was asked for.</summary>
    public IReadOnlyList<Guid> AlsoUndone { get; init; } = [];

    /// <summary>Who gets the work.</summary>
    public required Guid GivesTo { get; init; }

    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
}

/// <summary>What nobody had touched is back; the rest is listed with its reason in the dashboard (F4).</summary>
public sealed record UndoCompleted : OffboardingEvent
{
    /// <summary>The case whose handover was undone.</summary>
    public required Guid UndoneOffboardingId { get; init; }

    /// <summary>Other cases of the same absence that are undone with it, at a return; empty for an undo that was asked for.</summary>
    public IReadOnlyList<Guid> AlsoUndone { get; init; } = [];

    /// <summary>Who got the work.</summary>
    public required Guid GivesTo { get; init; }

    /// <summary>Each kind of work that the handover had moved.</summary>
    public required IReadOnlyList<UndoneKind> Kinds { get; init; }
}

/// <summary>What an undo did with one kind of work.</summary>
public sealed record UndoneKind
{
    /// <summary>For example <c>conversations</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Items that were given back.</summary>
    public required long GivenBack { get; init; }

    /// <summary>Items left where they are because they have been closed since.</summary>
    public required long Closed { get; init; }

    /// <summary>Items left where they are because the undo of an earlier handover took them back to whose they were.</summary>
    public long Returned { get; init; }

    /// <summary>Items left where they are because they have gone to somebody else, or to nobody, since.</summary>
    public required long Reassigned { get; init; }

    /// <summary>Items left where they are because they have been changed since.</summary>
    public required long Edited { get; init; }

    /// <summary>Items that are not there any more.</summary>
    public required long Deleted { get; init; }

    /// <summary>Whether an operator skipped the rest of it.</summary>
    public required bool Skipped { get; init; }
}
