using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Failures;

/// <summary>Failed steps of one name with one kind of error. Times are UTC.</summary>
public sealed record FailureGroup
{
    public string Step { get; init; } = "";

    /// <summary>The type of the error, and the code of one of the database.</summary>
    public string Kind { get; init; } = "";

    public long Failures { get; init; }

    public long Workspaces { get; init; }

    public DateTime FirstAt { get; init; }

    public DateTime LastAt { get; init; }

    /// <summary>The newest of them.</summary>
    public Guid CaseId { get; init; }

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Workspace { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string Message { get; init; } = "";

    /// <summary>Who said that they have it; null: nobody.</summary>
    [PersonalData(Personal.Actor)]
    public string? HeldBy { get; init; }

    /// <summary>Where its failures are listed.</summary>
    public string Url(string status) => UrlOf(Step, Kind, status);

    /// <summary>Where the failures of a group are listed.</summary>
    public static string UrlOf(string step, string kind, string status) =>
        $"/failures/group?step={Uri.EscapeDataString(step)}&kind={Uri.EscapeDataString(kind)}{(status == FailureReader.Retrying ? $"&state={status}" : "")}";
}
