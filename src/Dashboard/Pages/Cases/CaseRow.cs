using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Cases;

/// <summary>One row of the list. Times are UTC.</summary>
public sealed record CaseRow
{
    public Guid Id { get; init; }

    public string Workspace { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string LeaverEmail { get; init; } = "";

    public string State { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public DateTime DueAt { get; init; }

    public DateTime? SessionsEndedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    /// <summary><c>deactivate</c>, <c>reassign</c>, <c>undo</c> or <c>delete</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>A step has not counted its items yet: <see cref="Total"/> is not all of it.</summary>
    public bool Unplanned { get; init; }

    /// <summary>Items of all steps whose number is known yet.</summary>
    public long Total { get; init; }

    public long Done { get; init; }

    /// <summary>Attempts that failed, of all steps together.</summary>
    public int Attempts { get; init; }

    /// <summary>Names of the steps that are under way or have failed, divided by commas.</summary>
    public string? CurrentSteps { get; init; }
}
