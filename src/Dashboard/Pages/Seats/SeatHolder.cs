using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>Somebody who holds a seat.</summary>
public sealed record SeatHolder
{
    public Guid UserId { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    public string Status { get; init; } = "";
}
