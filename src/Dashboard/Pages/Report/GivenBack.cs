using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Report;

/// <summary>A case that gives work back. Times are UTC.</summary>
public sealed record GivenBack
{
    public Guid Id { get; init; }

    public string State { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    [PersonalData(Personal.Name)]
    public string RequestedByName { get; init; } = "";

    /// <summary>Items that changed hands.</summary>
    public long Items { get; init; }
}
