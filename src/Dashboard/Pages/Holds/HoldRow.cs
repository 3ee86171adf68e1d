using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Holds;

/// <summary>A legal hold (F10). Times are UTC.</summary>
public sealed record HoldRow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid UserId { get; init; }

    [PersonalData(Personal.Name)]
    public string User { get; init; } = "";

    public string UserStatus { get; init; } = "";

    /// <summary>Not lifted.</summary>
    public bool Stands { get; init; }

    [PersonalData(Personal.Comment)]
    public string Reason { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string PlacedByName { get; init; } = "";

    public DateTime PlacedAt { get; init; }

    [PersonalData(Personal.Name)]
    public string? LiftedByName { get; init; }

    public DateTime? LiftedAt { get; init; }

    [PersonalData(Personal.Comment)]
    public string? LiftReason { get; init; }
}
