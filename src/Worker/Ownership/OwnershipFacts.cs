namespace Offboarding.Worker.Ownership;

/// <summary>What somebody owns, and who is to get it, under the workspace's lock.</summary>
public sealed record OwnershipFacts
{
    /// <summary>Has the role owner.</summary>
    public required bool HasRole { get; init; }

    /// <summary>Owns the account.</summary>
    public required bool OwnsAccount { get; init; }

    /// <summary>Who is to get it.</summary>
    public required Guid NextOwner { get; init; }

    /// <summary>active, inactive, invited, deleted; null: not a user of the workspace.</summary>
    public string? NextStatus { get; init; }

    /// <summary>full or partner.</summary>
    public string? NextKind { get; init; }

    /// <summary>There is something to hand on.</summary>
    public bool OwnsAnything => HasRole || OwnsAccount;
}
