using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary>A departure, or a deletion, that starts on its last day.</summary>
public sealed record LastDayRow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    /// <summary>Of a deletion: whose.</summary>
    public Guid? UserId { get; init; }

    public string Workspace { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime DueAt { get; init; }

    [PersonalData(Personal.Name)]
    public string RequestedByName { get; init; } = "";

    /// <summary>The operator who sent the request in that name; null: it did not come from the dashboard.</summary>
    [PersonalData(Personal.Actor)]
    public string? SentBy { get; init; }

    /// <summary>Of a deletion: the retention period is longer (D10).</summary>
    public bool RetentionStandsAgainstIt { get; init; }

    /// <summary>Of a deletion: the person is held (F10).</summary>
    public bool HoldStandsAgainstIt { get; init; }

    /// <summary>Of a deletion: the person still has open work (F5).</summary>
    public bool WorkStandsAgainstIt { get; init; }

    /// <summary>When the retention period ends, UTC.</summary>
    public DateTime? RetentionUntil { get; init; }
}
