using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary>Who is to come back (F2).</summary>
public sealed record ReturnRow
{
    public Guid CaseId { get; init; }

    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string User { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime ReturnAt { get; init; }

    /// <summary>expected or held-up.</summary>
    public string Status { get; init; } = "";

    /// <summary>What holds it up.</summary>
    [PersonalData(Personal.Text)]
    public string? HeldText { get; init; }

    /// <summary>What would help.</summary>
    [PersonalData(Personal.Text)]
    public string? HeldHelp { get; init; }

    public bool GiveBackWork { get; init; }

    [PersonalData(Personal.Name)]
    public string SetByName { get; init; } = "";
}
