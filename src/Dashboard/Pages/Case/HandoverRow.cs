using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>How much of one kind went to one recipient.</summary>
public sealed record HandoverRow
{
    public string Kind { get; init; } = "";

    /// <summary>Null: unassigned.</summary>
    public Guid? RecipientId { get; init; }

    [PersonalData(Personal.Name)]
    public string? Recipient { get; init; }

    public long Items { get; init; }

    public DateTime FirstMovedAt { get; init; }

    public DateTime LastMovedAt { get; init; }
}
