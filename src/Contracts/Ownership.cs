namespace Offboarding.Contracts;

/// <summary>
/// Transfers what somebody owns: the account, the owner role, or both, whichever they have (A7, B2, B3). Who gives stays, as an admin.
/// Answered by <see cref="OwnershipTransferred"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.transfer-ownership</c>.
/// </summary>
public sealed record TransferOwnershipRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who gives: an owner of the workspace or the owner of the account, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who gets: another active full user of the workspace.</summary>
    public required Guid NextOwner { get; init; }

    /// <summary>Who asks: an active owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }
}

/// <summary>What somebody owned belongs to somebody else (A7, B3).</summary>
public sealed record OwnershipTransferred : WorkspaceEvent
{
    /// <summary>Who gave; an admin from now on.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who got it.</summary>
    public required Guid NextOwner { get; init; }

    /// <summary>Whether the ownership of the account was transferred.</summary>
    public required bool Account { get; init; }

    /// <summary>Whether the owner role was transferred.</summary>
    public required bool OwnerRole { get; init; }
}
