using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>One person of a list.</summary>
public sealed record LeaverListLine
{
    /// <summary>From 0 on, as in <c>users[17]</c>.</summary>
    public int Position { get; init; }

    /// <summary>Whom the line names; null: nobody that could be read.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Null: there is nobody with that id.</summary>
    [PersonalData(Personal.Name)]
    public string? User { get; init; }

    [PersonalData(Personal.Email)]
    public string? Email { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>waiting, refused, failed, or the state of the case.</summary>
    public string Status { get; init; } = "";

    public string? Code { get; init; }

    [PersonalData(Personal.Text)]
    public string? Problem { get; init; }

    /// <summary>Of a refusal: what would help.</summary>
    [PersonalData(Personal.Text)]
    public string? Help { get; init; }
}
