namespace Offboarding.Contracts;

/// <summary>What somebody owned belongs to somebody else (A7, B3).</summary>
public sealed record OwnershipTransferred : WorkspaceEvent
{
    /// <summary>Who gave; an admin from now on.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who got it.</summary>
    public required Guid NextOwner { get; init; }

    /// <summary>Whether the ownership of the account was handed on.</summary>
    public required bool Account { get; init; }

    /// <summary>Whether the owner role was handed on.</summary>
    public required bool OwnerRole { get; init; }
}
