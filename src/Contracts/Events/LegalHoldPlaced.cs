namespace Offboarding.Contracts;

/// <summary>A user is under legal hold: the data is not deleted (F10).</summary>
public sealed record LegalHoldPlaced : WorkspaceEvent
{
    /// <summary>Whose data.</summary>
    public required Guid UserId { get; init; }
}
