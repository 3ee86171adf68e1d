using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>Departures that wait for a second person, or did (F9). Times are UTC.</summary>
public sealed record ApprovalRow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    /// <summary>The request of the list they came with (F6); null: single requests.</summary>
    public Guid? ListRequestId { get; init; }

    /// <summary>Lines of the list that were not looked at yet: more people may come, and nobody can approve.</summary>
    public int LinesToCome { get; init; }

    [PersonalData(Personal.Name)]
    public string AskedByName { get; init; } = "";

    /// <summary>The operators who sent it in that name, while it waits; null: it did not come from the dashboard.</summary>
    [PersonalData(Personal.Actor)]
    public string? SentBy { get; init; }

    /// <summary>open, approved, rejected or expired.</summary>
    public string Status { get; init; } = "";

    public DateTime OpenedAt { get; init; }

    /// <summary>When the cases are cancelled if nobody decides.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>People who wait, or waited when it was decided.</summary>
    public int People { get; init; }

    /// <summary>People asked for in the period, the first who waits included.</summary>
    public int Counted { get; init; }

    public int ActiveUsers { get; init; }

    /// <summary>What the policy allows; null: any number.</summary>
    public int? PeopleLimit { get; init; }

    /// <summary>What the policy allows of the active users, in percent; null: any share.</summary>
    public int? PercentLimit { get; init; }

    public TimeSpan Period { get; init; }

    public DateTime? DecidedAt { get; init; }

    [PersonalData(Personal.Actor)]
    public string? DecidedByName { get; init; }

    [PersonalData(Personal.Comment)]
    public string? Comment { get; init; }

    /// <summary>Whoever looks asked for it, under their own name or in an admin's, and cannot decide.</summary>
    public bool Mine { get; init; }

    /// <summary>Whoever looks may be one of those who would leave, by name or address, and cannot decide.</summary>
    public bool Leaves { get; init; }
}
