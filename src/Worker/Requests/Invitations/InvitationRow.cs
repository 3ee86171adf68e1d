namespace Offboarding.Worker.Requests.Invitations;

/// <summary>An invitation with what it needs to know of whom it is for, locked.</summary>
/// <param name="UserId">Null: for a contact.</param>
/// <param name="ContactId">Null: for a user.</param>
/// <param name="Status">open, accepted, cancelled, expired.</param>
/// <param name="IsDue">Its time is over.</param>
/// <param name="Kind">Of the user: full or partner.</param>
/// <param name="HoldsSeat">A full user who is invited holds a seat by the workspace's policy.</param>
/// <param name="Now">UTC, by the database's clock.</param>
public sealed record InvitationRow(Guid? UserId, long? ContactId, string Status, bool IsDue, string? Kind, bool HoldsSeat, DateTime Now);
