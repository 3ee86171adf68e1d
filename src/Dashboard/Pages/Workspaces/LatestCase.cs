using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary>One of the last cases.</summary>
public sealed record LatestCase
{
    public Guid Id { get; init; }

    public string Kind { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string State { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public TimeSpan? Lockout { get; init; }
}
