using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>Somebody who would leave by a mass change.</summary>
public sealed record ApprovalPerson
{
    public Guid ApprovalId { get; init; }

    /// <summary>The case.</summary>
    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Reason { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>The last day, UTC.</summary>
    public DateTime DueAt { get; init; }
}
