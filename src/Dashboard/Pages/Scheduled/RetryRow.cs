using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary>A step that is tried again by itself.</summary>
public sealed record RetryRow
{
    /// <summary>The case.</summary>
    public Guid Id { get; init; }

    public string Workspace { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Step { get; init; } = "";

    public int Attempts { get; init; }

    /// <summary>UTC.</summary>
    public DateTime NextAttemptAt { get; init; }

    [PersonalData(Personal.Text)]
    public string? LastError { get; init; }
}
