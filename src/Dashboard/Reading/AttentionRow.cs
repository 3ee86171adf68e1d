using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Reading;

/// <summary>A case that wants somebody.</summary>
public sealed record AttentionRow
{
    /// <summary><c>over-target</c>, <c>failed</c> or <c>standing-still</c>.</summary>
    public string Why { get; init; } = "";

    /// <summary>Since when, UTC.</summary>
    public DateTime Since { get; init; }

    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Workspace { get; init; } = "";

    public string? CurrentSteps { get; init; }

    /// <summary>The error of the step that failed.</summary>
    [PersonalData(Personal.Text)]
    public string? Error { get; init; }
}
