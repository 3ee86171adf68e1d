using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Failures;

/// <summary>One failed step. Times are UTC.</summary>
public sealed record FailureRow
{
    public Guid CaseId { get; init; }

    public string Step { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Workspace { get; init; } = "";

    /// <summary>The kind of its last error; only in an export.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Steps of phase 1 end access.</summary>
    public int Phase { get; init; }

    public int Attempts { get; init; }

    public DateTime FailedAt { get; init; }

    /// <summary>Of a step that is tried again by itself; null: it waits for somebody.</summary>
    public DateTime? NextAttemptAt { get; init; }

    [PersonalData(Personal.Text)]
    public string Message { get; init; } = "";
}
