using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// The answer to <see cref="DeactivateUserRequested"/> with <see cref="DeactivateUserRequested.DryRun"/>: what would move to whom,
/// and what it would be refused for (F3). Nothing has changed; the same request without <c>dryRun</c> does it.
/// </summary>
public sealed record OffboardingPreviewed : WorkspaceEvent
{
    /// <summary>Who would leave.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Each kind of work. Empty for somebody who may not ask, and for a person or a workspace that is not there.</summary>
    public required IReadOnlyList<KindPreview> Kinds { get; init; }

    /// <summary>Completed tasks that would be removed, because the workspace's policy says so (C8).</summary>
    public required long CompletedTasksRemoved { get; init; }

    /// <summary>What is allowed and may still be a surprise.</summary>
    public required IReadOnlyList<PreviewWarning> Warnings { get; init; }

    /// <summary>The "no" the request would get now; null: it would be accepted.</summary>
    public required PreviewRefusal? Refusal { get; init; }
}

/// <summary>What would become of one kind of work.</summary>
public sealed record KindPreview
{
    /// <summary><c>conversations</c>, <c>contacts</c>, <c>leads</c> or <c>tasks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The leaver's open items now.</summary>
    public required long Open { get; init; }

    /// <summary>Items that would stay with the leaver.</summary>
    public required long Kept { get; init; }

    /// <summary>Items that would go to "unassigned".</summary>
    public required long Unassigned { get; init; }

    /// <summary>What each recipient would get, in plan order, members of groups and teams one by one.</summary>
    public required IReadOnlyList<RecipientPreview> Recipients { get; init; }
}

/// <summary>One recipient's load of one kind of work, before and after.</summary>
public sealed record RecipientPreview
{
    /// <summary>The recipient.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Open items now.</summary>
    public required long Before { get; init; }

    /// <summary>Items they would get.</summary>
    public required long Gets { get; init; }

    /// <summary>Open items afterwards.</summary>
    public required long After { get; init; }
}

/// <summary>The "no" a request would get.</summary>
public sealed record PreviewRefusal
{
    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>Who, what and why, with ids instead of names.</summary>
    public required string Message { get; init; }

    /// <summary>What would help.</summary>
    public required string Help { get; init; }

    /// <summary>Every field that is wrong, if it is about fields.</summary>
    public required IReadOnlyList<FieldError> Errors { get; init; }
}

/// <summary>Something that is allowed and may still be a surprise.</summary>
public sealed record PreviewWarning
{
    /// <summary>What it is about.</summary>
    public required PreviewWarningCode Code { get; init; }

    /// <summary>The kind of work; null if it is about all of it.</summary>
    public required string? Kind { get; init; }

    /// <summary>The recipient; null if it is about nobody in particular.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>In English, with ids instead of names.</summary>
    public required string Message { get; init; }
}

/// <summary>What a preview warns of.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<PreviewWarningCode>))]
public enum PreviewWarningCode
{
    /// <summary>A recipient gets more of one kind than the workspace's policy <c>warnAboveItems</c> (1,000 if it says nothing).</summary>
    RecipientGetsMany,

    /// <summary>A recipient has a last day of their own, or a leave, to come.</summary>
    RecipientLeaves,

    /// <summary>Open work stays with the leaver, where nobody looks.</summary>
    WorkStays,

    /// <summary>More people than the workspace allows in one period: the request would wait for a second person (F9).</summary>
    HeldForApproval,

    /// <summary>The last day has passed already: the departure would start at once.</summary>
    LastDayPassed,

    /// <summary>A recipient is on leave now and is to be back before the last day.</summary>
    RecipientOnLeave,

    /// <summary>The seat limit is lowered, and then no seat is free for the return.</summary>
    ReturnWithoutSeat,
}
