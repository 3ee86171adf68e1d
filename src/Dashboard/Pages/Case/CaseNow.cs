using Offboarding.Dashboard.Pages.Audit;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>A case as far as it decides what can be done to it.</summary>
public sealed record CaseNow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    /// <summary>deactivate, reassign or undo.</summary>
    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>When the last day is over, UTC.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>When the person is to be active again, UTC; null: on no day.</summary>
    public DateTime? ReturnAt { get; init; }

    /// <summary>expected, held-up, returned or cancelled; null without a return.</summary>
    public string? ReturnStatus { get; init; }

    /// <summary>The case that gives its handover back; null: none does.</summary>
    public Guid? UndoneBy { get; init; }

    /// <summary>Whether anything changed hands by it.</summary>
    public bool Moved { get; init; }

    public IReadOnlyList<StepRow> Steps { get; init; } = [];

    /// <summary>The last thing somebody did to it, if anything.</summary>
    public AuditRow? LastAct { get; init; }
}
