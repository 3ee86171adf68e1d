namespace Offboarding.Worker.Seats;

/// <summary>A line of the seat ledger.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Change"><c>limit</c>, <c>taken</c> or <c>released</c>.</param>
/// <param name="UserId">Whose seat; null for a change of the limit.</param>
/// <param name="FromCount">The limit before; for a seat the seats in use before.</param>
/// <param name="ToCount">The same after.</param>
/// <param name="ChangedBy">A user's id or an operator's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestId">The request that caused it.</param>
internal sealed record SeatChange(
    Guid WorkspaceId, string Change, Guid? UserId, int FromCount, int ToCount, string ChangedBy, string Reason, Guid RequestId);
