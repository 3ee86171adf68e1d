using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>One case. Times are UTC.</summary>
public sealed record CaseFacts
{
    public Guid Id { get; init; }

    /// <summary>deactivate, reassign or undo.</summary>
    public string Kind { get; init; } = "deactivate";

    /// <summary>Of an undo: the case whose handover is given back.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>The case that gives this one's handover back; null: none does.</summary>
    public Guid? UndoneBy { get; init; }

    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid UserId { get; init; }

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string LeaverEmail { get; init; } = "";

    public Guid RequestId { get; init; }

    public Guid RequestedBy { get; init; }

    [PersonalData(Personal.Name)]
    public string RequestedByName { get; init; } = "";

    /// <summary>The operator who sent the request in that name; null: it did not come from the dashboard.</summary>
    [PersonalData(Personal.Actor)]
    public string? SentBy { get; init; }

    public string Reason { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>The handover plan, JSON.</summary>
    public string Plan { get; init; } = "{}";

    public DateTime RequestedAt { get; init; }

    public DateTime DueAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? SignInClosedAt { get; init; }

    public DateTime? SessionsEndedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    /// <summary>When the person is or was to be active again (F2); null: they left for good.</summary>
    public DateTime? ReturnAt { get; init; }

    /// <summary>expected, held-up, returned or cancelled; null without a return.</summary>
    public string? ReturnStatus { get; init; }

    /// <summary>The mass change it waits or waited in (F9); null: it never did.</summary>
    public Guid? ApprovalId { get; init; }

    /// <summary>A step has not counted its items yet: <see cref="Total"/> is not all of it.</summary>
    public bool Unplanned { get; init; }

    public long Total { get; init; }

    public long Done { get; init; }

    public int Attempts { get; init; }

    /// <summary>The trace the case was opened in, 32 hexadecimal digits; null: nobody traced it.</summary>
    public string? TraceId { get; init; }

    /// <summary>The trace was recorded and can be looked at; others were left out by sampling.</summary>
    public bool? TraceRecorded { get; init; }
}
