using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary>A case that wants somebody.</summary>
public sealed record AttentionRow
{
    /// <summary><c>over-target</c>, <c>failed</c>, <c>standing-still</c> or <c>retrying</c>.</summary>
    public string Why { get; init; } = "";

    /// <summary>Since when, UTC.</summary>
    public DateTime Since { get; init; }

    /// <summary>The case; of a group of failures the newest.</summary>
    public Guid Id { get; init; }

    /// <summary>Of a group of failures: the step; null: it is about the case.</summary>
    public string? Step { get; init; }

    /// <summary>Of a group of failures: the kind of error.</summary>
    public string? Kind { get; init; }

    /// <summary>How many steps failed alike.</summary>
    public long Failures { get; init; }

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Workspace { get; init; } = "";

    public string? CurrentSteps { get; init; }

    /// <summary>The error of the step that failed or is tried again.</summary>
    [PersonalData(Personal.Text)]
    public string? Error { get; init; }

    /// <summary>Who said that they have the group of failures; null: nobody.</summary>
    [PersonalData(Personal.Actor)]
    public string? HeldBy { get; init; }
}
