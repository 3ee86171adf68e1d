using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Report;

/// <summary>The operator who asked for a case in somebody's name, and why.</summary>
public sealed record CaseSender
{
    public Guid CaseId { get; init; }

    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime At { get; init; }

    [PersonalData(Personal.Comment)]
    public string? Comment { get; init; }
}
