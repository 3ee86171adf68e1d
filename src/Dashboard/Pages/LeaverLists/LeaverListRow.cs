using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>A message with many people (F6), and what became of its lines. Times are UTC.</summary>
public sealed record LeaverListRow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid RequestId { get; init; }

    [PersonalData(Personal.Name)]
    public string RequestedByName { get; init; } = "";

    /// <summary>The operator who sent it in that name; null: it did not come from the dashboard.</summary>
    [PersonalData(Personal.Actor)]
    public string? SentBy { get; init; }

    /// <summary>Why, in that operator's words; read for the page of one list.</summary>
    [PersonalData(Personal.Comment)]
    public string? Comment { get; init; }

    public DateTime RequestedAt { get; init; }

    /// <summary>Lines.</summary>
    public int People { get; init; }

    /// <summary>All of it waits for a second person, or did (F9).</summary>
    public bool Held { get; init; }

    /// <summary>When the last line was looked at.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>When every case was over.</summary>
    public DateTime? CompletedAt { get; init; }

    public long Waiting { get; init; }

    public long Accepted { get; init; }

    public long Refused { get; init; }

    public long Failed { get; init; }

    public long HeldForApproval { get; init; }

    public long Scheduled { get; init; }

    public long Running { get; init; }

    public long NeedsAttention { get; init; }

    public long Paused { get; init; }

    public long Completed { get; init; }

    public long Cancelled { get; init; }

    /// <summary>Lines that finished.</summary>
    public long Over => Completed + Cancelled + Refused + Failed;
}
