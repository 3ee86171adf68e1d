namespace Offboarding.Worker.Departures;

/// <summary>A line that waits.</summary>
/// <param name="Position">From 0 on.</param>
/// <param name="RequestId">Of the person's own request.</param>
/// <param name="UserId">Whom it names, if that much can be read.</param>
/// <param name="Line">JSON as it came.</param>
/// <param name="FirstPosition">Where the list names the same person first.</param>
internal sealed record LineRow(int Position, Guid RequestId, Guid? UserId, string Line, int? FirstPosition);
