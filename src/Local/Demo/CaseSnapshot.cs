namespace Offboarding.Local.Demo;

/// <summary>A case at one moment, as the dashboard's views show it.</summary>
internal sealed record CaseSnapshot
{
    public required Guid Id { get; init; }
    public required string Leaver { get; init; }

    /// <summary>deactivate, reassign, undo or delete.</summary>
    public required string Kind { get; init; }
    public required string State { get; init; }
    public DateTime? DueAt { get; init; }

    /// <summary>The last day that was asked for, UTC, if it had passed already and the departure started at once.</summary>
    public DateTime? LateLastDay { get; init; }

    /// <summary>Which decision of a second person it waits for (F9).</summary>
    public Guid? ApprovalId { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? SignInClosedAt { get; init; }
    public DateTime? SessionsEndedAt { get; init; }
    public DateTime? CompletedAt { get; init; }
    public IReadOnlyList<StepSnapshot> Steps { get; init; } = [];

    /// <summary>Nothing more happens by itself.</summary>
    public bool IsOver => State is "completed" or "needs-attention" or "refused" or "cancelled" or "paused" or "scheduled" or "held-for-approval";
}
