using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Evidence;

/// <summary>Something that changed hands: one item in one move, or what one person got of another in one case.</summary>
public sealed record EvidenceRow
{
    public Guid WorkspaceId { get; init; }

    public Guid CaseId { get; init; }

    /// <summary>deactivate, reassign or undo.</summary>
    public string CaseKind { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>Whose work it was.</summary>
    public Guid UserId { get; init; }

    [PersonalData(Personal.Name)]
    public string User { get; init; } = "";

    public Guid RequestedBy { get; init; }

    [PersonalData(Personal.Name)]
    public string RequestedByName { get; init; } = "";

    /// <summary>The operator who sent it in that name; null: it did not come from the dashboard.</summary>
    [PersonalData(Personal.Actor)]
    public string? SentBy { get; init; }

    /// <summary>Who got it; null: nobody.</summary>
    public Guid? RecipientId { get; init; }

    [PersonalData(Personal.Name)]
    public string? Recipient { get; init; }

    public long Items { get; init; }

    /// <summary>UTC.</summary>
    public DateTime FirstMovedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTime LastMovedAt { get; init; }
}
