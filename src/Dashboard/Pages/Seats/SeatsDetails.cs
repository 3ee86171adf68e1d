using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>The seats of one workspace with who holds them and how they changed.</summary>
/// <param name="Row">The numbers.</param>
/// <param name="Holders">The first 200 by name.</param>
/// <param name="Changes">The last 100, the newest first.</param>
/// <param name="Askers">In whose name an operator can ask.</param>
public sealed record SeatsDetails(
    SeatsRow Row, IReadOnlyList<SeatHolder> Holders, IReadOnlyList<SeatChangeRow> Changes, IReadOnlyList<Asker> Askers);
