using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>A seat that was taken or released, or a limit that was changed.</summary>
public sealed record SeatChangeRow
{
    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; init; }

    /// <summary><c>limit</c>, <c>taken</c> or <c>released</c>.</summary>
    public string Change { get; init; } = "";

    /// <summary>Whose seat it is; null: it is the limit.</summary>
    [PersonalData(Personal.Name)]
    public string? UserName { get; init; }

    /// <summary>The name of the user who changed it, where it is a user.</summary>
    [PersonalData(Personal.Name)]
    public string? ChangedByName { get; init; }

    /// <summary>The limit, or the seats in use, before.</summary>
    public int FromCount { get; init; }

    /// <summary>The limit, or the seats in use, after.</summary>
    public int ToCount { get; init; }

    /// <summary>A user's id or an operator's name.</summary>
    [PersonalData(Personal.Actor)]
    public string ChangedBy { get; init; } = "";

    [PersonalData(Personal.Comment)]
    public string? Reason { get; init; }
}
