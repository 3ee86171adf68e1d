namespace Offboarding.Contracts;

/// <summary>A user is not under legal hold any more (F10).</summary>
public sealed record LegalHoldLifted : WorkspaceEvent
{
    /// <summary>Whose data.</summary>
    public required Guid UserId { get; init; }
}
