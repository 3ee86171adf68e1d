using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>What the database says, under the workspace's lock, about a wish to hold somebody's data or to let it go.</summary>
/// <param name="Asker">Who asks.</param>
/// <param name="Now">UTC, the start of the transaction by the database's clock.</param>
/// <param name="Status">Of the person: active, inactive, invited, deleted; null: no such user in this workspace.</param>
/// <param name="HoldId">The hold that stands; null: none does.</param>
public sealed record LegalHoldFacts(Asker Asker, DateTime Now, string? Status, Guid? HoldId);
