namespace Offboarding.Contracts;

/// <summary>
/// Changes the number of seats a workspace pays for: its own explicit act (A6, B6, C10). Answered by
/// <see cref="SeatLimitChanged"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.change-seat-limit</c>.
/// </summary>
public sealed record ChangeSeatLimitRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Seats from now on: 0 to 1,000,000, not below what is in use, else <c>no-free-seat</c>.</summary>
    public required int SeatLimit { get; init; }

    /// <summary>Why, for the ledger; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}
